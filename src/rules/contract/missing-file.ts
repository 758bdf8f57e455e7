import { ownValue } from '../../model/json-schema/subschemas.js';
import { relPath } from '../../model/path.js';
import type { AuthStyle } from '../../model/auth-style.js';
import type { ProviderModel } from '../../model/project.js';
import { kinds } from '../../kinds/register.gen.js';
import { DEFAULT_KIND, type Kind } from '../../model/kind.js';
import { authStyles } from '../../styles/register.gen.js';
import { defineRule } from '../define.js';
import { recreated } from '../configuration/documents/lost.js';
import { textAt } from '../configuration/documents/scalars.js';
import { isEmpty } from './parts/empty.js';
import { MANDATORY } from './parts/mandatory.js';

const styles: Readonly<Record<string, AuthStyle>> = authStyles;
const kindsByName: Readonly<Record<string, Kind>> = kinds;

/** Whether the entry of the provider determines the whole file. */
function isKnown(provider: ProviderModel, stem: string): boolean {
  const { name, project } = provider;
  const setting = (key: string) => textAt(project.documents.config, 'providers', name, key)?.text;
  const style = ownValue(styles, setting('auth') ?? '');
  if (!style) return false;
  if (stem === 'mcp-instance') {
    const kind = ownValue(kindsByName, setting('kind') ?? DEFAULT_KIND);
    const texts = [setting('name'), setting('description')];
    return kind !== undefined && !kind.serve?.changesResources && !texts.includes(undefined);
  }
  // "server-auth" serves the sign-in of this object.
  const apiAuth = provider.file('api/auth');
  if (apiAuth) return project.code.exports(apiAuth).has('auth');
  return Object.keys(style.settings.properties).length === 0;
}

export default defineRule({
  severity: 'error',
  summary:
    'Every provider has the files mcp-instance.ts, server-auth.ts and api/auth.ts; they are not empty.',
  why: 'The server loads a provider through these files and does not start without them.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { directory, entry } = provider;
    const stems = Object.keys(MANDATORY);
    const missing = stems.filter((stem) => !provider.file(stem));
    const isProvider = entry !== undefined || missing.length < stems.length;
    if (provider.files.length === 0 || !isProvider) return;
    for (const stem of missing) {
      const path = `${directory}/${stem}.ts`;
      report({
        at: provider.place,
        message: `The file "${path}" is missing.`,
        ...(isKnown(provider, stem) && { creates: relPath(path) }),
        hint: `Add the file with the exports ${Object.keys(MANDATORY[stem] ?? {}).join(', ')}.`,
      });
    }
    for (const file of provider.files.filter(isEmpty)) {
      const stem = file.logicalPath.slice(directory.length + 1).replace(/\.ts$/, '');
      const isMandatory = Object.hasOwn(MANDATORY, stem);
      const isSame = recreated(file.logicalPath.replace(/ts$/, 'js'), provider.project);
      if (!isMandatory && !isSame) continue;
      report({
        at: file.start,
        message: `The file "${file.path}" is empty.`,
        // What it imports is relative to the file, not to a link to it.
        ...(file.path === file.logicalPath &&
          (isSame ?? isKnown(provider, stem)) && { creates: file.path }),
        hint: 'Restore its content.',
      });
    }
  },
});
