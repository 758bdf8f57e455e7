import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CallContext } from '../../src/call/call-context.js';
import { localPrincipal } from '../../src/identity/principal.js';
import { closeProject, openProject } from '../../src/project/project.js';
import { testContext } from '../context.js';
import { projectFolder } from '../small-project.js';
import { temporaryFolder } from '../temporary-folder.js';

export const limits = { maxBytes: 100_000, quotaBytes: 300_000, maxFiles: 50, maxSearched: 100 };

export const contextOf = (user: string): CallContext =>
  testContext({ principal: localPrincipal(user) });

/** A project with the provider "documents", until the test ends. @returns its folder */
export function documentsProject(storage: string): string {
  const root = projectFolder('');
  const entry = `{ kind: files, name: Documents, description: Files., auth: none, storage: ${JSON.stringify(storage)} }`;
  writeFileSync(join(root, 'provider-config.yaml'), `providers:\n  documents: ${entry}\n`);
  const project = openProject(root);
  onTestFinished(() => closeProject(project));
  return root;
}

/** A folder with a secret, beside the folder of the files; it ends with the test. */
export function storage(): { outside: string; root: string } {
  const outside = temporaryFolder();
  writeFileSync(join(outside, 'secret.txt'), 'secret');
  return { outside, root: join(outside, 'root') };
}
