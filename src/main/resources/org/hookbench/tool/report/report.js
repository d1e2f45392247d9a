'use strict';
// Draws the charts of HookBench's pages with d3, from the JSON in #data, at the width of their places.
(function () {
  const data = JSON.parse(document.getElementById('data').textContent);
  const colour = arm => `var(--s${arm < 2 ? arm : 2 + (arm - 2) % 8})`;
  const dash = arm => (arm === 1 ? '5 4' : arm > 9 ? '2 2' : null);
  const signed = v => (v > 0 ? '+' : '') + d3.format(',')(v);

  function canvas(place, height) {
    const width = Math.max(240, place.clientWidth);
    const svg = d3.create('svg').attr('width', width).attr('height', height)
      .attr('viewBox', [0, 0, width, height]).attr('role', 'img')
      .attr('aria-label', place.dataset.label);
    return { svg, width, height };
  }

  function axis(svg, x, y, scale, side, format, values, grid) {
    const made = side(scale).tickFormat(format).tickSizeOuter(0).tickSizeInner(-grid).tickPadding(6);
    if (values) made.tickValues(values); else made.ticks(5);
    svg.append('g').attr('class', 'axis').attr('transform', `translate(${x},${y})`).call(made);
  }

  function title(svg, x, y, text, anchor) {
    svg.append('text').attr('class', 'title').attr('x', x).attr('y', y)
      .attr('text-anchor', anchor || 'start').text(text);
  }

  const shorten = (name, most) =>
    name.length <= most ? name : name.slice(0, most - 4) + '\u2026' + name.slice(-3);

  // Equal steps for small effects, then ever larger ones: a hook that triples the cost stays on the
  // page without pressing the others into one point.
  function effectScale(low, high, delta, range, gap) {
    if (Math.max(-low, high) < 40 * delta) {
      return { scale: d3.scaleLinear([low, high], range).nice(5), values: null, bent: false };
    }
    const scale = d3.scaleSymlog([low, high], range).constant(delta);
    const steps = d3.range(-2, 7).flatMap(e => [1, 3].map(k => k * Math.pow(10, e)))
      .filter(v => v >= 1.5 * delta);
    const values = [0];
    for (const v of steps.flatMap(v => [v, -v]).filter(v => v >= low && v <= high)) {
      if (values.every(u => Math.abs(scale(u) - scale(v)) > gap)) values.push(v);
    }
    return { scale, values, bent: true };
  }

  function forest(place, c) {
    const rows = c.arms.filter(a => a.percent !== null);
    const longest = d3.max(rows, a => Math.min(18, a.id.length)) || 4;
    const left = 14 + 7.2 * longest;
    const { svg, width, height } = canvas(place, 44 + 30 * rows.length);
    const bottom = height - 38;
    const ends = rows.flatMap(a => [a.percent, a.low ?? 0, a.high ?? 0]).concat(-c.delta, c.delta);
    const pad = 0.04 * (d3.max(ends) - d3.min(ends));
    const { scale: x, values, bent } =
      effectScale(d3.min(ends) - pad, d3.max(ends) + pad, c.delta, [left, width - 20], 40);
    const y = d3.scaleBand(d3.range(rows.length), [4, bottom]);
    axis(svg, 0, bottom, x, d3.axisBottom, signed, values, bottom - 4);
    const nothing = rows.find(a => a.index === 1);
    if (nothing && nothing.low !== null) {
      svg.append('rect').attr('class', 'band').attr('x', x(nothing.low)).attr('y', 4)
        .attr('width', Math.max(1, x(nothing.high) - x(nothing.low))).attr('height', bottom - 4)
        .append('title').text('the null arm\u2019s interval: the noise of this run');
    }
    for (const [at, kind] of [[0, 'zero'], [-c.delta, 'delta'], [c.delta, 'delta']]) {
      svg.append('line').attr('class', kind).attr('x1', x(at)).attr('x2', x(at))
        .attr('y1', 4).attr('y2', bottom);
    }
    rows.forEach((a, i) => {
      const middle = y(i) + y.bandwidth() / 2;
      const g = svg.append('g');
      g.append('title').text(`${a.id}: ${a.text} ${a.verdict}`);
      g.append('text').attr('x', left - 10).attr('y', middle).attr('dy', '.35em')
        .attr('text-anchor', 'end').text(shorten(a.id, 18));
      if (a.low !== null) {
        g.append('path').attr('class', 'interval').attr('stroke', colour(a.index)).attr('d',
          `M${x(a.low)},${middle}H${x(a.high)}M${x(a.low)},${middle - 5}v10M${x(a.high)},${middle - 5}v10`);
      }
      g.append('circle').attr('cx', x(a.percent)).attr('cy', middle).attr('r', 5)
        .attr('fill', colour(a.index));
    });
    title(svg, width - 14, height - 4, 'change, %' + (bent ? ' (steps grow)' : ''), 'end');
    return [svg.node()];
  }

  function legend(arms) {
    const list = d3.create('ul').attr('class', 'legend');
    for (const a of arms) {
      const item = list.append('li');
      item.append('svg').attr('width', 24).attr('height', 10).attr('aria-hidden', true)
        .append('line').attr('x2', 24).attr('y1', 5).attr('y2', 5).attr('stroke-width', 3)
        .attr('stroke', colour(a.index)).attr('stroke-dasharray', dash(a.index));
      item.append('span').text(a.id);
    }
    return list.node();
  }

  // A panel a hook, so that no line hides another; behind each the null arm's band.
  function quantiles(place, c) {
    const arms = c.arms.filter(a => a.quantiles.length);
    const hooks = arms.some(a => a.index > 1) ? arms.filter(a => a.index > 1) : arms;
    const nothing = arms.find(a => a.index === 1);
    const panel = 104, gap = 26;
    const { svg, width, height } = canvas(place, 12 + hooks.length * (panel + gap) + 22);
    const left = 52, right = width - 14, bottom = height - 38;
    const all = arms.flatMap(a => a.quantiles);
    const x = d3.scaleLinear([0, d3.max(all, p => p[0])], [left, right]);
    const low = Math.min(0, d3.min(all, p => p[2] ?? p[1])), high = Math.max(0, d3.max(all, p => p[3] ?? p[1]));
    const label = n => (n === 0 ? 'min' : `${+(100 * (1 - Math.pow(10, -n))).toFixed(4)} %`);
    const shares = [0, Math.log10(2), 1, 2, 3, 4, 5].filter(n => n <= x.domain()[1] && (n === 0 || x(n) - x(0) > 30));
    hooks.forEach((a, i) => {
      const top = 26 + i * (panel + gap), end = top + panel;
      const { scale: y, values } = effectScale(low, high, c.delta, [end, top], 18);
      axis(svg, left, 0, y, d3.axisLeft, signed, values || y.ticks(4), right - left);
      axis(svg, 0, end, x, d3.axisBottom, i === hooks.length - 1 ? label : '', shares, panel);
      const band = d3.area(p => x(p[0]), p => y(p[2] ?? p[1]), p => y(p[3] ?? p[1]));
      if (nothing) svg.append('path').attr('class', 'band').attr('d', band(nothing.quantiles));
      svg.append('line').attr('class', 'zero').attr('x1', left).attr('x2', right).attr('y1', y(0)).attr('y2', y(0));
      const g = svg.append('g').attr('class', 'quantiles');
      g.append('title').text(`${a.id}: latency against none at each quantile`);
      g.append('path').attr('fill', colour(a.index)).attr('opacity', .25).attr('d', band(a.quantiles));
      g.append('path').attr('class', 'curve').attr('stroke', colour(a.index))
        .attr('d', d3.line(p => x(p[0]), p => y(p[1]))(a.quantiles));
      svg.append('text').attr('x', left).attr('y', top - 8).text(shorten(a.id, Math.floor((right - left) / 8)));
    });
    title(svg, right, 12, 'change, %', 'end');
    title(svg, right, height - 4, 'share of the operations', 'end');
    return [svg.node()];
  }

  function drift(place, c) {
    const arms = c.arms.filter(a => a.forks.length);
    const { svg, width, height } = canvas(place, 300);
    const left = 52, bottom = height - 38, count = d3.max(arms, a => a.forks.length) || 1;
    const x = d3.scaleLinear([0, count], [left, width - 14]);
    // by the bulk: one slice in twenty is far off, and would flatten all else
    const spread = arms.flatMap(a => {
      const sorted = a.forks.flat().map(p => p[1]).sort(d3.ascending);
      const low = d3.quantileSorted(sorted, 0.1), high = d3.quantileSorted(sorted, 0.9);
      return [low - (high - low), high + (high - low)];
    });
    const { scale: y, values, bent } = effectScale(
      Math.min(0, d3.min(spread)), Math.max(0, d3.max(spread)), c.delta, [bottom, 20], 20);
    axis(svg, left, 0, y, d3.axisLeft, signed, values, width - 14 - left);
    const each = Math.ceil(count / Math.max(2, (width - left) / 40));
    axis(svg, 0, bottom, x, d3.axisBottom, f => d3.format('d')(f + 0.5),
      d3.range(0.5, count, each), 0);
    for (const f of count > 40 ? [] : d3.range(1, count)) {
      svg.append('line').attr('class', 'fork').attr('x1', x(f)).attr('x2', x(f)).attr('y1', 20).attr('y2', bottom);
    }
    svg.append('line').attr('class', 'zero').attr('x1', left).attr('x2', width - 14)
      .attr('y1', y(0)).attr('y2', y(0));
    const within = v => Math.max(y.domain()[0], Math.min(y.domain()[1], v));
    const line = d3.line(p => x(p[0]), p => y(within(p[1])));
    for (const a of arms) {
      svg.append('path').attr('class', 'curve').attr('stroke', colour(a.index))
        .attr('stroke-dasharray', dash(a.index)).attr('d', a.forks.map(line).join(''))
        .append('title').text(a.id);
    }
    title(svg, 4, 12, 'change, %' + (bent ? ' (steps grow)' : ''));
    title(svg, width - 14, height - 4, 'fork', 'end');
    return [svg.node(), legend(arms)];
  }

  // Known costs: the kernel's account to the right, what was found upwards, the diagonal for both alike.
  function recovered(place, c) {
    const points = c.injections;
    const { svg, width, height } = canvas(place, 340);
    const left = 60, bottom = height - 38;
    const most = d3.max(points, p => Math.max(p.account, p.recovered, p.high));
    const least = Math.min(0, d3.min(points, p => Math.min(p.account, p.recovered, p.low)));
    const x = d3.scaleLinear([least, most], [left, width - 24]).nice(5); // half a label stands out
    const y = d3.scaleLinear(x.domain(), [bottom, 20]);
    axis(svg, 0, bottom, x, d3.axisBottom, d3.format(','), null, bottom - 20);
    axis(svg, left, 0, y, d3.axisLeft, d3.format(','), null, width - 24 - left);
    const band = points.filter(p => p.judged);
    svg.append('path').attr('class', 'band').attr('d', d3.area(
      p => x(p.account), p => y(p.account * (1 - p.tolerance)), p => y(p.account * (1 + p.tolerance)))(band));
    svg.append('line').attr('class', 'zero').attr('x1', x(least)).attr('y1', y(least))
      .attr('x2', x(most)).attr('y2', y(most));
    for (const p of points) {
      const ink = !p.judged ? 'var(--minor)' : p.passed ? 'var(--good)' : 'var(--bad)';
      const g = svg.append('g');
      g.append('title').text(p.text);
      g.append('path').attr('class', 'interval').attr('stroke', ink)
        .attr('d', `M${x(p.account)},${y(p.low)}V${y(p.high)}M${x(p.account) - 5},${y(p.low)}h10M${x(p.account) - 5},${y(p.high)}h10`);
      // a miss differs in shape too
      g.append('path').attr('class', 'point').attr('fill', ink)
        .attr('transform', `translate(${x(p.account)},${y(p.recovered)})`)
        .attr('d', d3.symbol(p.judged && !p.passed ? d3.symbolCross : d3.symbolCircle, 70)());
    }
    title(svg, 4, 12, 'cost found, ns/packet');
    title(svg, width - 14, height - 4, 'the kernel\u2019s account, ns/run', 'end');
    return [svg.node()];
  }

  // What a profiler saw over a fork's time; a line breaks where the next fork begins.
  function series(place, c) {
    const arms = c.arms.filter(a => a.forks.some(f => f.length));
    const all = arms.flatMap(a => a.forks.flat());
    const { svg, width, height } = canvas(place, 240);
    const left = 60, bottom = height - 38;
    const x = d3.scaleLinear(d3.extent(all, p => p[0]), [left, width - 14]);
    const y = d3.scaleLinear(d3.extent(all, p => p[1]), [bottom, 20]).nice(5);
    axis(svg, 0, bottom, x, d3.axisBottom, d3.format('~g'), null, bottom - 20);
    axis(svg, left, 0, y, d3.axisLeft, d3.format('~s'), null, width - 14 - left);
    const line = d3.line(p => x(p[0]), p => y(p[1]));
    for (const a of arms) {
      svg.append('path').attr('class', 'curve').attr('stroke', colour(a.index))
        .attr('stroke-dasharray', dash(a.index)).attr('d', a.forks.map(line).join(''))
        .append('title').text(a.id);
    }
    title(svg, 4, 12, c.title);
    title(svg, width - 14, height - 4, 'time since the fork\u2019s first slice, s', 'end');
    return [svg.node(), legend(arms)];
  }

  // A file of its own, with the colours that the page has now.
  function asSvg(svg) {
    const copy = svg.cloneNode(true);
    const from = [svg, ...svg.querySelectorAll('*')], to = [copy, ...copy.querySelectorAll('*')];
    from.forEach((node, i) => {
      const style = getComputedStyle(node);
      for (const name of ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'font-size', 'font-family', 'text-anchor']) {
        to[i].setAttribute(name, style.getPropertyValue(name));
      }
      to[i].removeAttribute('class');
    });
    copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    const page = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    page.setAttribute('width', '100%');
    page.setAttribute('height', '100%');
    page.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
    copy.prepend(page);
    return new XMLSerializer().serializeToString(copy);
  }

  function saver(place) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'save';
    button.textContent = 'Save as SVG';
    button.setAttribute('aria-label', 'Save as SVG: ' + place.dataset.label.replace(/[.,;].*/, ''));
    button.addEventListener('click', () => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([asSvg(place.querySelector('svg'))], { type: 'image/svg+xml' }));
      link.download = `${place.dataset.chart}-${place.dataset.case}.svg`;
      link.click();
    });
    return button;
  }

  const charts = { forest, quantiles, drift, recovered, series };
  const places = [...document.querySelectorAll('.chart')];
  places.forEach(place => place.after(saver(place)));
  function draw() {
    for (const place of places) {
      place.replaceChildren(...charts[place.dataset.chart](place, data[place.dataset.of || 'cases'][place.dataset.case]));
    }
  }
  let drawnWidth = 0;
  function drawWhereNew() {
    if (document.body.clientWidth !== drawnWidth) {
      drawnWidth = document.body.clientWidth;
      draw();
    }
  }
  drawWhereNew();
  window.addEventListener('resize', () => requestAnimationFrame(drawWhereNew));

  // A flame graph takes the size of its frame when it is made, so it is made when it can be seen.
  const graphs = document.querySelectorAll('script.graph');
  function make(frame) {
    seen.unobserve(frame);
    frame.srcdoc = JSON.parse(graphs[frame.dataset.graph].textContent);
  }
  const seen = new IntersectionObserver(all =>
    all.filter(e => e.isIntersecting).forEach(e => make(e.target)), { rootMargin: '400px' });
  const frames = [...document.querySelectorAll('iframe[data-graph]')];
  frames.forEach(frame => seen.observe(frame));
  // Those that are not folded away are made in idle time, too, one by one: paper wants them all.
  const unfolded = frames.filter(frame => !frame.closest('details'));
  function makeNext() {
    const frame = unfolded.find(f => !f.srcdoc);
    if (frame) {
      frame.addEventListener('load', () => setTimeout(makeNext, 50), { once: true });
      make(frame);
    }
  }
  if (unfolded.length) setTimeout(makeNext, 500);
})();
