import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Figure } from './figures.ts';

/** A bar for each figure, as a share of its target, as SVG. */
export async function drawBars(figures: readonly Figure[]): Promise<string> {
  const values = figures.map(({ name, value, target = 1 }) => ({
    name: name.replaceAll('`', ''),
    share: value / target,
    verdict: value <= target ? 'met' : 'missed',
  }));
  const spec: TopLevelSpec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    background: 'white',
    width: 480,
    data: { values },
    layer: [
      {
        mark: 'bar',
        encoding: {
          y: { field: 'name', sort: null, title: null, axis: { labelLimit: 320 } },
          x: {
            field: 'share',
            type: 'quantitative',
            title: 'share of the target',
            axis: { format: '%' },
          },
          color: {
            field: 'verdict',
            legend: null,
            scale: { domain: ['met', 'missed'], range: ['#1a7f37', '#cf222e'] },
          },
        },
      },
      { mark: { type: 'rule', strokeDash: [4, 4] }, encoding: { x: { datum: 1 } } },
    ],
  };
  return new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG();
}
