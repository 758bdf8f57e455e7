import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import type { Overlay, Rule } from '../../src/model/rule.js';
import { rules } from '../../src/rules/register.gen.js';
import { repairs } from '../../src/rules/fix.js';
import { run } from '../../src/rules/run.js';
import { projectOf } from '../project/disk.js';
import { minimalProject } from './minimal-project.js';
import { overlaid } from './overlay.js';

const places = (findings: readonly Finding[]) =>
  findings.map(({ file, region }) => `${file}:${region.startLine}:${region.startColumn}`);

async function findings(id: string, texts: Record<string, string>) {
  const project = await projectOf(texts);
  const options = { settings: new Map([[id, 'error' as const]]) };
  const outcome = run(project, rules, options);
  expect(outcome.failures).toEqual([]);
  return { project, found: outcome.findings.filter(({ rule }) => rule === id) };
}

it('finds nothing in the project that all examples begin with', async () => {
  const { findings: found, failures } = run(await projectOf(minimalProject), rules);
  expect({ found, failures }).toEqual({ found: [], failures: [] });
});

describe.each(Object.entries<Rule>(rules))('%s', (id, rule) => {
  const { examples } = rule;
  const ok = examples.flatMap((example) => ('ok' in example ? [example.ok] : []));
  const bad = examples.flatMap((example) => ('bad' in example ? [example] : []));

  it('has examples of both kinds and says everything', () => {
    expect([ok.length > 0, bad.length > 0]).toEqual([true, true]);
    for (const text of [rule.summary, rule.why]) expect(text).toMatch(/^\P{Ll}[^]*[.]$/u);
    expect(rule.source.text).not.toBe('');
    if (id.startsWith('security/')) expect(rule.securitySeverity).toBeGreaterThan(0);
  });

  it.each(ok.map((overlay) => [overlay]))('is silent about %j', async (overlay: Overlay) => {
    const { found } = await findings(id, overlaid(minimalProject, overlay));
    expect(found).toEqual([]);
  });

  it.each(bad.map((example) => [example.bad, example]))(
    'finds what is wrong with %j',
    async (_bad, example) => {
      const texts = overlaid(minimalProject, example.bad);
      const { project, found } = await findings(id, texts);
      expect(places(found)).toEqual(example.finds);
      for (const { message, hint } of found) {
        for (const text of [message, hint]) expect(text).toMatch(/^\P{Ll}[^]*[.?]$/u);
      }
      const ops = repairs(project, found);
      expect(ops.length > 0).toBe(example.fixed !== undefined);
      if (!example.fixed) return;
      const fixed = {
        ...texts,
        ...Object.fromEntries(ops.flatMap((op) => ('text' in op ? [[op.path, op.text]] : []))),
      };
      expect(fixed).toEqual(overlaid(texts, example.fixed));
      const again = await findings(id, fixed);
      expect(again.found).toEqual([]);
    },
  );
});
