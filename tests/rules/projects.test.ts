import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskFiles } from '../../src/host/disk.js';
import { readProject } from '../../src/project/read.js';
import { renderProject } from '../../src/render/project.js';
import { rules } from '../../src/rules/register.gen.js';
import { validationReport } from '../../src/rules/validation.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { examples } from '../golden/projects.js';
import { memoryFiles } from '../support/memory.js';
import { combinations } from './combinations.js';

const projects = readdirSync(examples).filter((name) =>
  existsSync(join(examples, name, 'provider-config.yaml')),
);

describe('there are no findings in', () => {
  it.each(projects)('the golden project "%s"', async (name) => {
    const report = validationReport(await readProject(diskFiles, join(examples, name)), rules);
    expect([report.findings, report.failures]).toEqual([[], []]);
  });

  it.each(combinations(kindsAndStyles))('a new project: $words', async ({ spec }) => {
    const project = { name: 'acme-mcp', sdk: 'v2', packageManager: 'npm' } as const;
    const files = renderProject({ ...project, providers: [spec] });
    const texts = files.map(({ path, text }) => [`/project/${path}`, text] as const);
    const disk = memoryFiles(Object.fromEntries<string>(texts));
    const report = validationReport(await readProject(disk, '/project'), rules);
    expect([report.findings, report.failures]).toEqual([[], []]);
  });
});
