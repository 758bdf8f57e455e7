import type { Code, Located, Step } from '../../model/code.js';
import { sinkArguments } from '../../flow/sinks/arguments.js';
import { requestAddress } from '../../flow/sinks/network.js';
import { defineRule } from '../define.js';
import type { ArgumentFlow } from '../../flow/sources/argument-flow.js';
import { argumentFlows } from '../../flow/sources/arguments.js';
import { freeHost } from './addresses/free-host.js';
import { placeOf } from './arguments/place.js';
import { wayTo } from './arguments/way.js';
import { startsTainted, isTainted } from '../../flow/taint.js';

/** Parts of an address, or of the options of a request, that say where it goes. */
const WHERE = /^(url|uri|href|host|hostname|baseURL|prefixUrl)$/;

export default defineRule({
  severity: 'error',
  summary: 'Arguments of tools do not choose the host of requests or of pages that users open.',
  why: 'The server can reach internal machines and metadata services that callers cannot.',
  source: {
    text: 'CWE-918, Server-Side Request Forgery; MCP security best practices, SSRF.',
    url: 'https://cwe.mitre.org/data/definitions/918.html',
  },
  securitySeverity: 8.6,
  on: 'provider',
  check(provider, report) {
    for (const { flow } of argumentFlows(provider)) {
      for (const step of flow.steps) {
        const at = placeOf(step);
        const way = () => wayTo(at, flow, step.chain);
        if (freePage(step, flow) && !comparesHost(flow)) {
          report({
            at,
            message: 'An argument of the tool sets the URL of a page that the user opens.',
            hint: 'Use a fixed base URL, and put encoded arguments into its path or query only.',
            ...way(),
          });
        }
        if (!isFreeRequest(step, flow) || comparesHost(flow)) continue;
        report({
          at,
          message: 'An argument of the tool sets the URL of this request.',
          hint: 'Use a fixed base URL, or compare the host with a list of allowed hosts before the request.',
          ...way(),
        });
      }
    }
  },
});

function isFreeRequest(step: Step, flow: ArgumentFlow): boolean {
  const address = requestAddress(step, flow.code);
  if (!address) return false;
  const ways = flow.taint(address);
  return (
    startsTainted(ways) ||
    ways.some(([key = '', ...rest]) => WHERE.test(key) && rest.length === 0) ||
    [address, ...placesIn(address, flow.code)].some((each) => freeHost(each, flow) !== undefined)
  );
}

/** `{ baseURL: … }` */
const placesIn = (options: Located, code: Code): readonly Located[] =>
  code.object(options)?.properties.filter(({ key }) => WHERE.test(key)) ?? [];

/** The client opens an address from an argument. */
const freePage = ({ call }: Step, flow: ArgumentFlow): boolean =>
  sinkArguments(call, 'address', flow.code).some((address) => startsTainted(flow.taint(address)));

/** Code checks the host of an address from the arguments. */
const comparesHost = (flow: ArgumentFlow): boolean =>
  flow.functions.some(({ file, function: { start, end } }) =>
    file.facts.members.some(
      (member) =>
        /^(host|hostname|origin)$/.test(member.name) &&
        member.start >= start &&
        member.end <= end &&
        isTainted(flow.taint({ file, value: member.object })),
    ),
  );
