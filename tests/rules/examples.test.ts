import { describe, expect, it } from 'vitest';
import {
  directories,
  type Directory,
  type ExampleChanges,
  type Rule,
} from '../../src/model/rule.js';
import { exampleProject } from '../../src/rules/example.js';
import { fixFiles } from '../../src/rules/fix.js';
import { rules } from '../../src/rules/register.gen.js';
import { outcomeOf } from './outcome.js';

/** The findings of one rule, by file and place. */
async function found(id: string, changes: ExampleChanges, directory?: Directory) {
  const { project, findings, failures, marks } = await outcomeOf(changes, directory);
  expect(failures.map((each) => Object.values(each).join(' '))).toEqual([]);
  const own = findings.filter(({ rule }) => rule === id);
  const places = own.map(({ file, region }) => {
    const lines = (project.text(file)?.text ?? '').split('\n');
    const offset = (line: number, column: number) =>
      lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1;
    return {
      path: file,
      start: offset(region.startLine, region.startColumn),
      end: offset(region.endLine, region.endColumn),
    };
  });
  return { places, marks, messages: own.map(({ message }) => message) };
}

it('there are no findings in the minimal project', async () => {
  expect((await outcomeOf({})).findings).toEqual([]);
});

describe.each(Object.entries<Rule>(rules))('%s', (id, rule) => {
  const { pass, fail, fix = [] } = rule.examples;
  const directory = rule.submission && (rule.for ?? directories)[0];

  it('has two to nine examples', () => {
    expect(pass.length + fail.length + fix.length).toBeGreaterThan(1);
    expect(pass.length + fail.length + fix.length).toBeLessThan(10);
  });

  it.each(pass)('passes %#', async (changes) => {
    expect((await found(id, changes, directory)).messages).toEqual([]);
  });

  it.each(fail.map((each) => [each]))('fails %#', async ([changes, ...messages]) => {
    const { marks, places, messages: actual } = await found(id, changes, directory);
    expect(actual).toEqual(messages);
    expect(places).toEqual(marks.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
  });

  it.each(fix)('fixes %#', async (before, after) => {
    const { project, findings, texts } = await outcomeOf(before);
    const own = findings.filter(({ rule }) => rule === id);
    expect(own.every(({ fix: edits }) => edits !== undefined)).toBe(true);
    const edits = fixFiles(project, own).map(({ path, text }) => [path, text]);
    expect({ ...texts, ...Object.fromEntries(edits) }).toEqual(exampleProject(after).texts);
  });
});
