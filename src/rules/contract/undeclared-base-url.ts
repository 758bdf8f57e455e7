import { pageUrl } from '../../model/documentation.js';
import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { possibleValues } from '../../flow/values/possible.js';
import { writesIn } from '../../flow/writes.js';
import { defineRule } from '../define.js';

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
  check({ name, files, project: { code, documents } }, report) {
    const list = documents.config?.get('providers', name, 'base_urls');
    const items = list?.is === 'list' ? list.items : [];
    const listed = items.map((item) => (item.is === 'scalar' ? item.value : undefined));
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
            });
          }
        }
      }
    }
  },
});

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
