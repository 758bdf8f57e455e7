import { isLoopback } from '../../../model/loopback.js';
import { type Fault, isHttps, type Part, variablesIn } from './faults.js';

/** What the registry refuses about one of `remotes`. */
export function remoteFaults(part: Part): Fault[] {
  const type = part.text('type');
  const kind =
    type?.text === 'streamable-http' || type?.text === 'sse'
      ? []
      : [
          {
            at: type?.at ?? part.at,
            message: 'The transport type of a remote server is invalid.',
            hint: 'Use "streamable-http" or "sse".',
          },
        ];
  const url = part.text('url');
  if (!url) return [...kind, ...part.lacks('url', 'Add the URL of the server.')];
  const variables = part.get('variables');
  const names = variables?.is === 'map' ? variables.entries.map(({ key }) => key) : [];
  const unknown = variablesIn(url.text).filter((name) => !names.includes(name));
  const filled = url.text.replace(/\{[^{}]*\}/g, 'x');
  return [
    ...kind,
    ...(isHttps(filled) && !isLoopback(new URL(filled).hostname)
      ? []
      : [
          {
            at: url.at,
            message: `"${url.text}" is not a public URL.`,
            hint: 'Use a public https URL.',
          },
        ]),
    ...unknown.map((name) => ({
      at: url.at,
      message: `The variable "${name}" is not defined.`,
      hint: `Add "${name}" to "variables".`,
    })),
  ];
}
