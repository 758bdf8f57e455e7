import { exampleSubmission } from '../../scripts/docs/example-submission.js';
import type { Directory, ExampleChanges } from '../../src/model/rule.js';
import { readProject } from '../../src/project/read.js';
import { exampleProject } from '../../src/rules/example.js';
import { rules } from '../../src/rules/register.gen.js';
import { run } from '../../src/rules/run.js';
import { memoryFiles } from '../support/memory.js';

/** The findings of all rules in the minimal project with changes. @param directory for which it is submitted */
export async function outcomeOf(changes: ExampleChanges, directory?: Directory) {
  const { texts, marks, tools } = exampleProject(changes);
  const paths = Object.entries(texts).map(([path, text]) => [`/project/${path}`, text] as const);
  const project = await readProject(memoryFiles(Object.fromEntries<string>(paths)), '/project');
  const options = directory ? { submission: exampleSubmission(tools, directory) } : {};
  return { project, texts, marks, ...run(project, rules, options) };
}
