import type { Changes } from '../../src/model/rule.js';
import { readProject } from '../../src/project/read.js';
import { exampleProject } from '../../src/rules/example.js';
import { rules } from '../../src/rules/register.gen.js';
import { run } from '../../src/rules/run.js';
import { memoryFiles } from '../host/memory.js';

/** The findings of all rules in the minimal project with changes. */
export async function outcomeOf(changes: Changes) {
  const { texts, marks } = exampleProject(changes);
  const paths = Object.entries(texts).map(([path, text]) => [`/project/${path}`, text] as const);
  const project = await readProject(memoryFiles(Object.fromEntries<string>(paths)), '/project');
  return { project, texts, marks, ...run(project, rules) };
}
