import { isLoopback } from '../../../runtime/src/utils/addresses.js';
import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { shownUrl } from '../../model/shown-url.js';
import { type Loss, type RawObject } from '../model.js';
import type { Security } from './security.js';
import type { Server } from './servers.js';

/** Returns the losses of the document as a whole that affect the tools. */
export function documentLosses(
  document: RawObject,
  security: Security,
  servers: readonly Server[],
): Loss[] {
  const unsupportedSchemes = security.refused.filter(({ operations }) => operations > 0);
  const [chosenAuth] = security.choices;
  const note =
    security.style === undefined ? (chosenAuth?.note ?? otherChoices(security)) : undefined;
  return [
    ...['webhooks', 'x-webhooks'].flatMap((key) => webhooksIn(objectOrEmpty(document[key]))),
    { kind: 'output-loose', detail: LOOSE_RESULTS },
    ...unsupportedSchemes.map(({ detail }) => ({ kind: 'security', detail })),
    ...(note === undefined ? [] : [{ kind: 'security', detail: note }]),
    ...servers.flatMap((server) =>
      serverFacts(server).map((detail) => ({ kind: 'server', detail })),
    ),
  ].map((loss) => ({ at: 'document', ...loss }));
}

const LOOSE_RESULTS =
  'Result schemas have names, types and descriptions only, so that every response of the API is valid.';

/**
 * Returns a sentence about the other sign-ins of as many operations, because only one is used.
 * Operations that cannot use it say so themselves.
 */
function otherChoices({ choices }: Security): string | undefined {
  const most = choices[0]?.operations ?? 0;
  const [chosen, ...others] = choices.filter(
    ({ operations }) => operations > 0 && operations >= most,
  );
  const otherStyles = new Set(others.map(({ auth }) => auth.style));
  otherStyles.delete(chosen?.auth.style ?? '');
  if (!chosen || otherStyles.size === 0) return undefined;
  return `The sign-in is ${chosen.auth.style} ("${chosen.scheme}"). Operations also sign in with ${AND.format(otherStyles)}: "--auth" takes another.`;
}

const AND = new Intl.ListFormat('en');

function webhooksIn(webhooks: RawObject): Omit<Loss, 'at'>[] {
  const names = Object.keys(webhooks);
  if (names.length === 0) return [];
  return [{ kind: 'webhooks', detail: `Webhooks are ignored: ${names.slice(0, 5).join(', ')}.` }];
}

function serverFacts({ url: serverUrl, template, note, variables }: Server): string[] {
  const url = shownUrl(serverUrl);
  const facts = variables.map(({ name, choices }) => {
    const values = choices.length > 1 ? `: ${choices.slice(0, 5).join(', ')}` : '';
    return `The server ${url} has the variable "${name}"${values}.`;
  });
  if (note !== undefined) facts.push(`The server ${url} is ${note}.`);
  const isStated = /^https?:/.test(template) && URL.canParse(serverUrl);
  if (isStated && isLoopback(new URL(serverUrl).hostname))
    facts.push(
      `The server ${url} is on this computer, such as that of its developer: "--base-url" states another one.`,
    );
  return facts;
}
