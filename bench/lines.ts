import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderProject } from '../src/render/project.js';
import { goldenProjects, oneToolSpec, projectSpec } from '../tests/golden/projects.js';
import { before } from './before.js';
import type { Row } from './measure.js';
import { REPOSITORY } from './projects.js';

/** Files and lines: of the projects in `examples/`, and of this repository. */
export async function benchLines(): Promise<Row[]> {
  const rows: Row[] = [await oneTool()];
  for (const project of goldenProjects) {
    const files = renderProject(await projectSpec(project));
    rows.push({
      what: `project \`${project.name}\``,
      before: before.projects[project.name],
      now: counted(files.map(({ text }) => text)),
    });
  }
  for (const folder of ['src', 'templates', 'runtime/src']) {
    const what = `\`${folder}/\``;
    rows.push({ what, before: before.folders[folder], now: counted(textsIn(folder)) });
  }
  return rows;
}

async function oneTool(): Promise<Row> {
  const files = renderProject(await oneToolSpec());
  return {
    what: 'one tool, without sign-in',
    now: counted(files.map(({ text }) => text)),
    budget: '≤ 20 files, ≤ 350 lines',
  };
}

const textsIn = (folder: string): string[] =>
  readdirSync(join(REPOSITORY, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.gen.'))
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));

function counted(texts: readonly string[]): string {
  const lines = texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0);
  return `${number(texts.length)} files, ${number(lines)} lines`;
}

const number = (value: number) => value.toLocaleString('en-US');
