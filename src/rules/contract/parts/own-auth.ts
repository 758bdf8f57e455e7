import { externalName } from '../../../flow/values/external-name.js';
import type { Located } from '../../../model/code.js';
import type { ProviderModel } from '../../../model/project.js';
import type { Change } from '../../../model/rule.js';
import { importedInstead } from '../../importing.js';
import { specifierIn, withoutEnding } from './specifier.js';

const NO_AUTH = 'mcp-provider/auth#noAuth';

/** The sign-in of the provider in place of `noAuth()`; undefined where "api/auth.ts" has none, or where names are taken. */
export function ownAuthInstead(
  { file, value }: Located,
  provider: ProviderModel,
): readonly Change[] | undefined {
  const { code } = provider.project;
  const auth = provider.file('api/auth');
  if (!auth || auth === file || value.is !== 'call' || value.callee.is !== 'name') return undefined;
  if (externalName(code, { file, value: value.callee }) !== NO_AUTH) return undefined;
  const { name } = value.callee;
  const { declarations, reads } = file.facts;
  const exported = code.exports(auth);
  const names = ['auth', 'getCredentials'];
  const isFree = !declarations.some((each) => names.includes(each.name));
  const isOnly = reads.filter((each) => each.name === name).length === 1;
  if (!isFree || !isOnly || !names.every((each) => exported.has(each))) return undefined;
  const from = specifierIn(file, withoutEnding(auth.logicalPath), provider.project);
  return [
    { at: file.at(value), text: '{ ...auth, getCredentials }' },
    ...importedInstead(name, { name: names.join(', '), from }, file),
  ];
}
