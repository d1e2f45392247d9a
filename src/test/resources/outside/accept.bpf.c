const volatile __u32 mark = 7;
const volatile __u32 next = 0;

SEC("tc")
int on_tc(struct __sk_buff *skb)
{
	if (mark && skb->mark == mark)
		return TC_ACT_SHOT;
	return next ? TC_ACT_UNSPEC : TC_ACT_OK; // TCX_NEXT is TC_ACT_UNSPEC
}

SEC("xdp")
int on_xdp(struct xdp_md *ctx)
{
	return XDP_PASS;
}
