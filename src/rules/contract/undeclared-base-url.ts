import { addConfigValue } from '../../edit/config.js';
import { pageUrl } from '../../model/documentation.js';
import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import type { ProviderModel } from '../../model/project.js';
import type { Change } from '../../model/rule.js';
import { possibleValues } from '../../flow/values/possible.js';
import { contains } from '../../flow/values/spans.js';
import { writesIn } from '../../flow/writes.js';
import { defineRule } from '../define.js';
import { changeTo } from '../insertion.js';
import { testsIn } from './parts/test-cases.js';

export default defineRule({
  severity: 'error',
  summary:
    'The base URL of a request is a string literal that "base_urls" in provider-config.yaml lists.',
  why: 'The request carries the credentials of the user to that address. The server rejects requests to other base URLs.',
  source: {
    text: '"Requests" in docs/spec.md of create-mcp-provider.',
    url: pageUrl('spec.md#requests'),
  },
  on: 'provider',
  check(provider, report) {
    const { name, files, project } = provider;
    const { code, documents } = project;
    const list = documents.config?.get('providers', name, 'base_urls');
    const items = list?.is === 'list' ? list.items : [];
    const listed = items.map((item) => (item.is === 'scalar' ? item.value : undefined));
    const fix = listing(provider, listed);
    for (const file of files) {
      for (const value of file.test ? [] : file.facts.calls) {
        for (const given of baseUrlsIn({ file, value }, code)) {
          const at = given.file.at(given.value);
          const used = code.constant(given);
          if (typeof used !== 'string') {
            report({
              at,
              message: 'The base URL of this request is not a string literal.',
              hint: 'Write the URL here, and list it in "base_urls" of provider-config.yaml.',
            });
          } else if (!listed.includes(used)) {
            report({
              at,
              message: `"base_urls" of "${name}" does not list "${used}".`,
              hint: `Add "${used}" to "base_urls" in provider-config.yaml, if it may get the credentials of users.`,
              ...(fix && testedUrls(provider).has(used) && { fix: [fix] }),
            });
          }
        }
      }
    }
  },
});

/** Lists all that the tests expect requests to: who wrote these has decided that. */
function listing(provider: ProviderModel, listed: readonly unknown[]): Change | undefined {
  const { config } = provider.project.documents;
  const urls = [...testedUrls(provider)].filter((url) => !listed.includes(url));
  if (!config || urls.length === 0 || config.problems.length > 0) return undefined;
  let text: string | undefined = config.text;
  for (const url of urls)
    text = text === undefined ? text : addConfigValue(text, provider.name, 'base_urls', url);
  return text === undefined ? undefined : changeTo(config, text);
}

const testedUrls = ({ name, project }: ProviderModel): ReadonlySet<string> =>
  new Set(
    testsIn(project.files)
      .filter(({ provider }) => provider === name)
      .flatMap(({ call }) => call.file.facts.objects.filter((each) => contains(call.value, each)))
      .flatMap(({ entries }) => entries)
      .flatMap((each) =>
        each.is === 'entry' && each.key === 'baseUrl' && each.value.is === 'string'
          ? each.value.value
          : [],
      )
      .filter((url) => /^https:\/\/[\w./-]+$/.test(url)),
  );

/** Base URLs that the code shows, in the request itself or in what a function returns for it. */
function baseUrlsIn(call: Located<CallValue>, code: Code): Located[] {
  const { sinks = {} } = code.runtime({ file: call.file, value: call.value.callee }) ?? {};
  return Object.entries(sinks).flatMap(([path, kind]) => {
    const [position = '', key = ''] = path.split('.');
    const request = kind === 'base-url' ? code.argument(call, position) : undefined;
    if (!request) return [];
    const written = possibleValues(request, code).flatMap(
      (each) => code.object(each)?.properties.filter((property) => property.key === key) ?? [],
    );
    return [...written, ...setLater(request, key, code)];
  });
}

/** `request.baseUrl = …` */
function setLater({ file, value }: Located, key: string, code: Code): Located[] {
  const origin = code.origin({ file, value });
  if (origin.is !== 'declared' || origin.path !== '') return [];
  return (writesIn(origin.file).get(origin.declaration) ?? [])
    .filter(({ keys }) => keys.join('.') === key)
    .map((write) => ({ file: origin.file, value: write.value }));
}
