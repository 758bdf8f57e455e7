import type { Definition } from '../../model/code.js';
import type { ProviderModel } from '../../model/project.js';
import { defineRule } from '../define.js';
import { ownImport } from './parts/own-import.js';
import { specifierIn, withoutEnding } from './parts/specifier.js';

const KINDS = ['tool', 'resource', 'prompt'];

export default defineRule({
  severity: 'error',
  summary:
    'Tools, resources and prompts are defined with the functions of their own provider’s mcp-instance.ts.',
  why: 'Definitions made with other functions appear in another provider or not at all.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const instance = provider.file('mcp-instance');
    const exported = instance && provider.project.code.exports(instance);
    for (const kind of KINDS) {
      const { fact, origin } = exported?.get(kind) ?? {};
      if (!instance || !fact || origin?.is !== 'declared') continue;
      const { provider: owner } = origin.file;
      if (owner === undefined || owner === provider.name) continue;
      report({
        at: instance.at(fact),
        message: `"${kind}" is a function of the provider "${owner}".`,
        hint: `Export \`${kind}\` of \`defineProvider({ name: PROVIDER_NAME, … })\`.`,
      });
    }
    for (const file of provider.files) {
      for (const { specifier, names, from, typeOnly } of file.facts.imports) {
        const [first, another] = names;
        const isKind = KINDS.includes(first?.imported ?? '');
        if (
          !instance ||
          !first ||
          !isKind ||
          typeOnly ||
          !/^mcp-provider(\/v1)?$/.test(String(specifier))
        )
          continue;
        const own = specifierIn(file, withoutEnding(instance.logicalPath), provider.project);
        report({
          at: file.at(first),
          message: `"${String(specifier)}" does not export "${first.imported}".`,
          hint:
            file === instance
              ? `Take \`${first.imported}\` from what \`defineProvider\` returns.`
              : `Import \`${first.imported}\` from "${instance.path}".`,
          ...(!another &&
            file !== instance && {
              fix: [{ at: file.at({ start: from.start + 1, end: from.end - 1 }), text: own }],
            }),
        });
      }
    }
    for (const [kind, made] of definitionsOf(provider)) {
      const { registrar, at, file, call } = made;
      const { callee } = call;
      const fix = callee.is === 'name' ? ownImport(callee.name, file, provider) : undefined;
      const owner = registrar.is === 'provider' ? registrar.provider : undefined;
      if (owner === provider.name) continue;
      report({
        at,
        message:
          owner === undefined
            ? `This ${kind} is not registered with the provider "${provider.name}".`
            : `This ${kind} is registered with the provider "${owner}".`,
        hint: `Import \`${kind}\` from "${provider.directory}/mcp-instance.ts".`,
        ...(fix && { fix }),
      });
    }
  },
});

const definitionsOf = ({ tools, resources, prompts }: ProviderModel): [string, Definition][] => [
  ...tools.map((each): [string, Definition] => ['tool', each]),
  ...resources.map((each): [string, Definition] => ['resource', each]),
  ...prompts.map((each): [string, Definition] => ['prompt', each]),
];
