import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll } from 'vitest';
import { closeProject, openProject } from '../../src/project/project.js';
import { configWith } from '../small-project.js';

/** A project with this provider, for all tests of a file or a group. */
export function useProject(provider: { getInitializationOptions(): { name: string } }): void {
  beforeAll(() => {
    const root = mkdtempSync(join(tmpdir(), 'mcp-hosts-'));
    const { name } = provider.getInitializationOptions();
    writeFileSync(join(root, 'provider-config.yaml'), configWith(name));
    const project = openProject(root);
    return () => {
      closeProject(project);
      rmSync(root, { recursive: true, force: true });
    };
  });
}
