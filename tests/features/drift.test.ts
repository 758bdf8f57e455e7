import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { withFeatures } from './rendered.js';

interface Workflow {
  jobs: { drift: { steps: { name?: string; run?: string; env?: Record<string, string> }[] } };
}

const stepOf = async (name: string) => {
  const { text } = await withFeatures(name, { features: ['drift'] });
  const { jobs } = parse(text('.github/workflows/drift.yml')) as Workflow;
  return jobs.drift.steps.find((step) => step.name === 'Repeat the recorded calls');
};

describe('the nightly workflow', () => {
  it('passes the credentials of all providers as secrets, and no optional variables', async () => {
    const { env } = (await stepOf('helpdesk')) ?? {};
    expect(Object.entries(env ?? {}).length).toBeGreaterThan(1);
    for (const [name, value] of Object.entries(env ?? {}))
      expect(value).toMatch(new RegExp(`^\\$\\{\\{ (?:secrets|vars)\\.${name} \\}\\}$`));
  });

  it.each([
    [0, '{}', 0, true],
    [1, '{}', 1, true],
    [2, '', 2, false],
    [3, '{}', 0, false],
    [3, '', 0, false],
  ])(
    'exit code %i of the command with the output "%s" is %i',
    async (exit, output, ends, isUploaded) => {
      const cwd = temporaryFolder();
      const program = `#!/bin/sh\nprintf '%s' '${output}'\nexit ${exit}\n`;
      writeFileSync(join(cwd, 'npx'), program, { mode: 0o755 });
      const { run = '' } = (await stepOf('weather')) ?? {};
      const bash = execFileSync('sh', ['-c', 'command -v bash'], { encoding: 'utf8' }).trim();
      const { status, stdout } = spawnSync(bash, ['-e', '-o', 'pipefail', '-c', run], {
        env: { PATH: `${cwd}:${process.env.PATH}`, GITHUB_WORKSPACE: cwd },
        encoding: 'utf8',
      });
      expect([status, existsSync(join(cwd, 'drift.sarif'))]).toEqual([ends, isUploaded]);
      expect(stdout.includes('::warning')).toBe(exit === 3);
    },
  );
});
