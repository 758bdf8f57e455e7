import { pluralize } from '../../model/text/pluralize.js';
import { type Discovery, invalidText } from '../discovery.js';
import { objectOrUndefined, type SendRequest } from './ask.js';
import {
  checkAuthorization,
  checkAuthorizationServer,
  checkRegistration,
  checkToken,
} from './authorization-server.js';
import { ChainBrokenError, type Finding, FindingCollector, type HopReporter } from './finding.js';
import { checkHostedClients } from './hosted.js';
import { checkChallenge, checkResource } from './resource.js';
import { checkServer } from './server.js';

interface WalkOptions {
  ask: SendRequest;
  register: boolean;
  clientId: string | undefined;
  redirectUri: string;
  /** Access token of the user, with which the check continues up to the list of tools. */
  token: string | undefined;
  /** Returns all lists of the server, requested with the user's headers. */
  list(): Promise<Discovery>;
}

/** Checks the sign-in chain of a server as a client would follow it, and stops if no client could continue. */
export async function checkSignInChain(url: URL, options: WalkOptions): Promise<Finding[]> {
  const findings = new FindingCollector(options.ask);
  try {
    await runSteps(url, options, findings);
  } catch (error) {
    if (!(error instanceof ChainBrokenError)) throw error;
  }
  return findings.list;
}

async function runSteps(url: URL, options: WalkOptions, findings: FindingCollector): Promise<void> {
  const { token } = options;
  const challengeHeaders = await checkServer(url, findings);
  if (!challengeHeaders) return checkTools(options, findings);
  const challenge = checkChallenge(url, challengeHeaders, findings);
  const resource = await checkResource(url, challenge, findings);
  const server = await checkAuthorizationServer(resource, findings);
  const { redirectUri, register } = options;
  const clientId =
    options.clientId ?? (await checkRegistration(server, redirectUri, register, findings));
  const client = { clientId, redirectUri };
  await checkAuthorization(server, client, resource, findings);
  await checkToken(server, client, resource, findings);
  await checkHostedClients({ url, server, resource, register }, findings);
  if (token === undefined) return;
  checkAudience(token, resource.resource, findings);
  await checkTools(options, findings);
}

/** Checks the audience of a JWT; other tokens are opaque. The server has to verify the signature. */
function checkAudience(token: string, resource: string, findings: FindingCollector): void {
  const step: HopReporter = findings.at('audience');
  const claims = tokenClaims(token);
  if (!claims) return step.ok('The token is opaque.');
  const audiences = [claims.aud].flat().filter((audience) => typeof audience === 'string');
  if (audiences.length === 0)
    return step.warn(
      'The token has no "aud".',
      'Issue tokens for the requested "resource" (RFC 8707), so that no other server can use them.',
    );
  if (!audiences.includes(resource))
    return step.warn(
      `The token is for "${audiences.join('", "')}", not for "${resource}".`,
      'Issue tokens whose "aud" is the requested "resource" (RFC 8707).',
    );
  step.ok(`The token is for "${resource}".`);
}

function tokenClaims(token: string) {
  try {
    const [, payload = ''] = token.split('.');
    return objectOrUndefined(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  } catch {
    return undefined;
  }
}

async function checkTools({ list }: WalkOptions, findings: FindingCollector): Promise<void> {
  const step: HopReporter = findings.at('tools');
  let discovery: Discovery;
  try {
    discovery = await list();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return step.fail(reason, 'Check the log of the server.');
  }
  if (discovery.signIn)
    step.fail(
      'The server does not accept the token.',
      'Check its audience, issuer, scopes and expiry against the log of the server.',
    );
  for (const entry of discovery.invalid)
    step.warn(
      `${invalidText(entry)}.`,
      'Correct its definition: many clients reject the whole list.',
    );
  const failures = discovery.failures.map(
    ({ list: name, message }) => `The list of ${name} fails: ${message}`,
  );
  if (failures.length > 0) step.fail(failures.join('; '), 'Check the log of the server.');
  step.ok(`The server lists ${pluralize(discovery.tools.length, 'tool')}.`);
}
