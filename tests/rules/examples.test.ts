import { describe, expect, it } from 'vitest';
import type { Finding, RelatedPlace } from '../../src/model/finding.js';
import type { ExampleText, Rule, RuleExamples } from '../../src/model/rule.js';
import { exampleFiles } from '../../src/rules/example.js';
import { repairs } from '../../src/rules/fix.js';
import { ruleExamples } from '../../src/rules/examples.gen.js';
import { rules } from '../../src/rules/register.gen.js';
import { run } from '../../src/rules/run.js';
import { projectOf } from '../project/disk.js';
import { minimalProject } from './minimal-project.js';
import { type MarkedPlace, overlaid, type Texts } from './overlay.js';

async function findings(id: string, texts: Texts) {
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

it('has a rule for each file of examples', () => {
  expect(Object.keys(ruleExamples)).toEqual(Object.keys(rules));
});

describe.each(Object.entries<Rule>(rules))('%s', (id, rule) => {
  const examples = (ruleExamples as Readonly<Record<string, RuleExamples>>)[id] ?? [];
  const ok = examples.flatMap((example) => ('ok' in example ? [example.ok] : []));
  const bad = examples.flatMap((example) => ('bad' in example ? [example] : []));

  it('has examples and says everything', () => {
    expect(bad.length).toBeGreaterThan(0);
    for (const text of [rule.summary, rule.why]) expect(text).toMatch(/^\P{Ll}[^]*[.]$/u);
    expect(rule.source.text).not.toBe('');
    if (id.startsWith('security/')) expect(rule.securitySeverity).toBeGreaterThan(0);
  });

  it.each(ok.map((example) => [named(example), example]))('allows %s', async (_, example) => {
    const { found } = await findings(id, overlaid(minimalProject, example).texts);
    expect(found).toEqual([]);
  });

  it.each(bad.map((example) => [named(example.bad), example]))('finds %s', async (_, example) => {
    const { texts, marks } = overlaid(minimalProject, example.bad);
    expect(marks).toHaveLength(example.finds.length);
    const { project, found } = await findings(id, texts);
    expect(reported(found, marks)).toEqual(expected(marks, texts, example.finds));
    for (const { message, hint, unseen } of found) {
      for (const text of [message, hint]) expect(text).toMatch(/^\P{Ll}[^]*[.?]$/u);
      expect(message.startsWith('Cannot determine')).toBe(unseen);
    }
    const related = found.flatMap((each) => each.related ?? []);
    expect(related.map(placed)).toEqual(example.related ?? []);
    const ops = repairs(project, found);
    expect(ops.length > 0).toBe(example.fixed !== undefined);
    if (!example.fixed) return;
    const fixed = {
      ...texts,
      ...Object.fromEntries(ops.map(({ path, text }) => [path, text])),
    };
    expect(fixed).toEqual(overlaid(texts, example.fixed).texts);
    const again = await findings(id, fixed);
    expect(again.found).toEqual([]);
  });
});

/** The first line of an example that is new, for the name of its test. */
function named(example: ExampleText): string {
  const [file] = exampleFiles(example);
  if (!file || file.is === 'deleted') return `${file?.path ?? 'nothing'}, deleted`;
  const lines =
    file.is === 'new'
      ? file.text.split('\n')
      : file.hunks.flat().flatMap(({ sign, text }) => (sign === ' ' ? [] : [`${sign} ${text}`]));
  return `${file.path}: ${
    lines
      .find((line) => line.trim() !== '')
      ?.trim()
      .slice(0, 80) ?? ''
  }`;
}

const placed = ({ file, region, message }: RelatedPlace) =>
  `${file}:${region.startLine}:${region.startColumn} ${message}`;

/** `path:line:column-line:column message`; the end only where the example marks it. */
function reported(found: readonly Finding[], marks: readonly MarkedPlace[]): string[] {
  const places = inOrder(marks);
  return found.map(({ file, region, message }, index) => {
    const start = `${file}:${region.startLine}:${region.startColumn}`;
    const end = `-${region.endLine}:${region.endColumn}`;
    return `${start}${places[index]?.end === undefined ? '' : end} ${message}`;
  });
}

function expected(marks: readonly MarkedPlace[], texts: Texts, finds: readonly string[]): string[] {
  return inOrder(marks).map(({ path, start, end }, index) => {
    const text = texts[path] ?? '';
    const until = end === undefined ? '' : `-${position(text, end)}`;
    return `${path}:${position(text, start)}${until} ${finds[index] ?? '(no message)'}`;
  });
}

/** By path and position, as reports are; marks of one place keep the order of the example. */
const inOrder = (marks: readonly MarkedPlace[]) =>
  [...marks].sort((a, b) => (a.path === b.path ? a.start - b.start : a.path < b.path ? -1 : 1));

function position(text: string, offset: number): string {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}
