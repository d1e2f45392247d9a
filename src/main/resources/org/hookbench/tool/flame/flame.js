'use strict';
// What HookBench adds to async-profiler's page: figures for an operation, the hook's frames in
// outlines, a graph that opens at the system call, keys, paper, and the graph as SVG.
(function () {
	const own = HOOKBENCH;
	const all = () => levels.flat();
	const digits = ns => (Math.abs(ns) < 100 ? String(+ns.toPrecision(3))
		: Math.round(ns).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ','));
	const figure = n => digits(n * own.nanos) + ' ns/' + own.operation;
	samples = own.difference ? figure : n => figure(n) + ', ' + n + (n === 1 ? ' sample' : ' samples');
	for (const f of all()) {
		f.details = f.details.replace(/^, (\+?)(-?\d+)/,
			(all, sign, n) => ', itself ' + sign + figure(+n) + ' against none');
	}

	const marks = new Set(own.marks);
	const isMarked = f => marks.has(f.title.replace(/\s*\[[^\[\]]+\]$/, '')) || /^bpf_prog_[0-9a-f]{16}_/.test(f.title);
	const isSeen = f => f.left < root.left + root.width && f.left + f.width > root.left;
	const place = f => {
		const left = Math.max(f.left - root.left, 0) * px;
		return { x: left, y: inverted ? f.level * 16 : canvasHeight - (f.level + 1) * 16,
			width: Math.min(f.left + f.width - root.left, root.width) * px - left };
	};

	const plain = render;
	// Frames are less bright in a dark room; the names in them stay black.
	const DIM = 0.7;
	const bright = all().map(f => [f, f.color]);
	const dim = color => 'rgb(' + (color[0] === '#'
		? [1, 3, 5].map(i => parseInt(color.substr(i, 2), 16)) : color.match(/\d+/g)).map(v => Math.round(v * DIM)) + ')';
	render = function (to, nav) {
		const dark = document.documentElement.classList.contains('dark');
		bright.forEach(([f, color]) => f.color = dark ? dim(color) : color);
		const matched = plain(to, nav);
		c.lineWidth = 2;
		c.strokeStyle = dark ? '#ffffff' : '#000000';
		for (const f of all()) {
			if (own.difference && isMarked(f) && isSeen(f)) {
				const p = place(f);
				c.strokeRect(p.x + 1, p.y + 1, Math.max(1, p.width - 2), 13);
			}
		}
		return matched;
	};

	// Of the system calls the one with most of the hook in it, or the widest.
	const SYSCALL = /^(__(x64|ia32|arm64|s390x?|riscv)_sys_|do_syscall_64$|invoke_syscall|el0_svc)/;
	const within = (f, at) => f.level > at.level && f.left >= at.left && f.left < at.left + at.width;
	function start() {
		const marked = own.difference ? all().filter(isMarked) : [];
		const calls = all().filter(f => SYSCALL.test(f.title)).map(f => ({ f,
			hook: marked.filter(m => within(m, f)).reduce((sum, m) => sum + m.width, 0) }));
		calls.sort((a, b) => b.hook - a.hook || (a.hook ? 0 : b.f.width - a.f.width) || b.f.level - a.f.level);
		return calls.length && (calls[0].hook || !marked.length) ? calls[0].f : levels[0][0];
	}

	function show(f) {
		const p = place(f), box = canvas.getBoundingClientRect();
		canvas.dispatchEvent(new MouseEvent('mousemove',
			{ bubbles: true, clientX: box.left + p.x + p.width / 2, clientY: box.top + p.y + 8 }));
	}

	let here = null;
	canvas.tabIndex = 0;
	canvas.setAttribute('role', 'img');
	canvas.setAttribute('aria-label', document.querySelector('h1').textContent
		+ '. Arrows go from frame to frame, Enter zooms, 0 shows the whole.');
	canvas.onkeydown = function (e) {
		const f = here && isSeen(here) ? here : root;
		const row = levels[f.level], i = row.indexOf(f);
		const to = { ArrowUp: () => levels[f.level + 1]?.filter(g => within(g, f)).sort((a, b) => b.width - a.width)[0],
			ArrowDown: () => levels[f.level - 1]?.find(g => within(f, g)),
			ArrowRight: () => row[i + 1], ArrowLeft: () => row[i - 1],
			Enter: () => { render(f); return f; } }[e.key];
		if (!to) return;
		e.preventDefault();
		here = to() || f;
		if (!isSeen(here)) here = f;
		show(here);
	};

	function svg() {
		const text = s => s.replace(/[&<>"]/g, x => '&#' + x.charCodeAt(0) + ';');
		const style = getComputedStyle(document.documentElement);
		const fg = style.getPropertyValue('--fg'), bg = style.getPropertyValue('--bg');
		const out = [`<svg xmlns="http://www.w3.org/2000/svg" width="${canvasWidth}" height="${canvasHeight + 24}"`
			+ ` viewBox="0 -24 ${canvasWidth} ${canvasHeight + 24}" font-family="Verdana, sans-serif" font-size="12">`,
			`<rect y="-24" width="100%" height="100%" fill="${bg}"/>`,
			`<text x="3" y="-8" fill="${fg}">${text(document.querySelector('h1').textContent)}</text>`];
		for (const f of all().filter(isSeen)) {
			const p = place(f), chars = Math.floor(p.width / 7);
			const name = f.title.length <= chars ? f.title : f.title.substring(0, chars - 2) + '..';
			out.push(`<g opacity="${f.level < root.level ? 0.5 : 1}"><title>${text(f.title + ' (' + samples(f.width) + f.details + ')')}</title>`
				+ `<rect x="${p.x.toFixed(1)}" y="${p.y}" width="${p.width.toFixed(1)}" height="15" fill="${f.color}"`
				+ (own.difference && isMarked(f) ? ` stroke="${fg}" stroke-width="2"` : '') + '/>'
				+ (p.width >= 21 ? `<text x="${(p.x + 3).toFixed(1)}" y="${p.y + 12}">${text(name)}</text>` : '') + '</g>');
		}
		return out.join('\n') + '\n</svg>\n';
	}
	const button = document.createElement('button');
	button.className = 'words';
	button.textContent = 'Save as SVG';
	button.onclick = function () {
		const link = document.createElement('a');
		link.href = URL.createObjectURL(new Blob([svg()], { type: 'image/svg+xml' }));
		link.download = document.querySelector('h1').textContent.replace(/:.*/, '').replace(/[^A-Za-z0-9_.+-]+/g, '-') + '.svg';
		link.click();
	};
	document.querySelector('header').append(button);

	// Paper is white.
	let wasDark = false;
	addEventListener('beforeprint', () => {
		wasDark = document.documentElement.classList.contains('dark');
		document.documentElement.classList.remove('dark');
		render(root);
	});
	addEventListener('afterprint', () => {
		document.documentElement.classList.toggle('dark', wasDark);
		render(root);
	});

	render(start());
})();
