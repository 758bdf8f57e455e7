import { callerSecretFlow, environmentFlow } from '../../flow/sources/credentials.js';
import { requestAddress } from '../../flow/sinks/network.js';
import { visible } from '../../flow/taint.js';
import type { TaintTracker } from '../../flow/tracker.js';
import { externalName } from '../../flow/values/external-name.js';
import { type KnownPrefix, knownPrefix } from '../../flow/values/known-prefix.js';
import { passedTo } from '../../flow/values/passed.js';
import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import type { ProjectModel, SourceFile } from '../../model/project.js';
import { Ways } from '../../model/ways.js';
import { defineRule } from '../define.js';
import { isReceivedAddress } from './network/received-address.js';
import { siteOf } from './network/site.js';
import { textsBelow } from '../../model/data-text.js';

export default defineRule({
  severity: 'error',
  summary: 'Own requests take the credentials of users to the sites in provider-config.yaml only.',
  why: 'The operator of the other site can use the account of the user.',
  limits:
    'A site is the last two labels of a host, so "uploads.acme.dev" belongs to "api.acme.dev". IP addresses and hosts under shared names such as "co.uk" and "github.io" are compared as a whole. An address in a response is not found where its name says that only the API sets it, such as "next_page_url".',
  source: {
    text: 'CWE-201, Insertion of Sensitive Information Into Sent Data.',
    url: 'https://cwe.mitre.org/data/definitions/201.html',
  },
  securitySeverity: 7.5,
  on: 'file',
  check(file, report, project) {
    // Sign-in has addresses of its own.
    if (file.test || /\/(api\/auth|server-auth)\.[cm]?[jt]s$/.test(file.logicalPath)) return;
    const known = sitesOf(file, project);
    for (const value of known.size === 0 ? [] : file.facts.calls) {
      const call = { file, value };
      const address = requestAddress(
        { call, target: project.code.target(call), chain: [] },
        project.code,
      );
      if (!address) continue;
      if (isForeign(address, known, project.code)) {
        if (!sends(call, project.code, [callerSecretFlow])) continue;
        report({
          at: file.at(address.value),
          message: 'The credentials of the user are sent to a host that is not the API.',
          hint: 'Send them only to "base_url" and "base_urls" in provider-config.yaml.',
        });
      } else if (
        sends(call, project.code, [callerSecretFlow, environmentFlow]) &&
        isReceivedAddress(writtenAddress(address, project.code), project.code)
      ) {
        report({
          at: file.at(address.value),
          message: 'Credentials are sent to an address that a response or a request names.',
          hint: 'Send this request without credentials, or compare the host of the address with that of the API first.',
        });
      }
    }
  },
});

/** Sites of the API of a provider; for code that belongs to none, of all of them. */
function sitesOf({ provider }: SourceFile, { documents }: ProjectModel): ReadonlySet<string> {
  const entry = documents.config?.get('providers', ...(provider === undefined ? [] : [provider]));
  const texts = entry?.is === 'map' ? textsBelow(entry) : [];
  return new Set(texts.flatMap(({ text }) => siteOf(text) ?? []));
}

/** It is at another site than the API. */
const isForeign = (address: Located, known: ReadonlySet<string>, code: Code): boolean =>
  prefixesOf(writtenAddress(address, code), code).some((prefix) => {
    const site = wholeSite(prefix);
    return site !== undefined && !known.has(site);
  });

/** One of the arguments contains a secret. */
const sends = (
  { file, value }: Located<CallValue>,
  code: Code,
  flows: readonly ((code: Code) => TaintTracker)[],
): boolean =>
  value.arguments
    .flatMap((part) => [part, ...madeOf(part)])
    .some((part) =>
      flows.some((flow) => visible(flow(code).taint({ file, value: part })).length > 0),
    );

/** Where a parameter begins it, what each call passes. */
function prefixesOf(
  address: Located,
  code: Code,
  ways = new Ways((at) => code.notFollowed(at)),
): readonly KnownPrefix[] {
  const prefix = knownPrefix(code, address);
  const { text, open } = prefix;
  const passed = text === '' && open ? passedTo(open, code) : [];
  if (passed.length === 0) return [prefix];
  const behind = () => passed.flatMap((each) => prefixesOf(writtenAddress(each, code), code, ways));
  return ways.step(address, behind) ?? [];
}

function wholeSite({ text, complete, open }: KnownPrefix): string | undefined {
  const isWhole = complete || /^https?:\/\/[^/?#]+[/?#]/i.test(text) || beginsPath(open?.value);
  return isWhole ? siteOf(text) : undefined;
}

/** `new Request('https://…', { headers })` */
const madeOf = (value: Value): readonly Value[] =>
  value.is === 'call' && value.construct ? value.arguments : [];

/** The text in `new URL('https://…')`, `new Request('https://…')` and `{ url: 'https://…' }`. */
function writtenAddress(address: Located, code: Code): Located {
  const { file, value } = code.resolve(address);
  if (value.is === 'object')
    return code.object(address)?.properties.find(({ key }) => key === 'url') ?? address;
  const isMade =
    value.is === 'call' &&
    /^#(URL|Request)$/.test(externalName(code, { file, value: value.callee }) ?? '');
  const [first, base] = isMade ? value.arguments : [];
  // A relative address has the host of its base.
  const isBased =
    first && base && !/^[a-z]+:/i.test(knownPrefix(code, { file, value: first }).text);
  const written = isBased ? base : first;
  return written ? writtenAddress({ file, value: written }, code) : address;
}

/** path`/rooms/${id}` */
const beginsPath = (value: Value | undefined): boolean => {
  const [text] = value?.is === 'call' ? value.arguments : [];
  return (text?.is === 'template' ? text.chunks[0] : '')?.startsWith('/') === true;
};
