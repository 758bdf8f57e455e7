import { longestName, MAX_SHOWN_NAME_LENGTH } from '../../runtime/src/utils/client-limits.js';
import { withoutInvisible } from '../../runtime/src/utils/invisible.js';
import { isObject, objectOrEmpty } from '../../runtime/src/utils/is-object.js';
import { providerName } from './argument-names.js';
import { NotSupportedError } from './binding/parameters.js';
import { documentLosses } from './document/losses.js';
import { readOperations } from './document/operations.js';
import { withPlainCredentials } from './document/plain-credentials.js';
import { documentVersion, InvalidDocumentError } from './document/read.js';
import { documentSecurity, type Security, signInsOf } from './document/security.js';
import { documentServers, type Server, withServerPath } from './document/servers.js';
import { upgradeDocument, withoutOldParts } from './document/upgrade.js';
import {
  type Loss,
  nonBlankText,
  type Operation,
  type RawObject,
  type Skipped,
  type Tool,
} from './model.js';
import { membersBesideList } from './paged-tool.js';
import { shortText } from './short-text.js';
import { toolNames } from './tool-names.js';
import { operationTool } from './tool-of.js';

interface ImportOptions {
  /** Name of the provider, which clients put before the names of its tools. */
  provider?: string;
  /** Maximum characters of an output schema. */
  outputSize?: number;
  deprecated?: boolean;
  /** Auth style of the provider, if it is known. */
  authStyle?: string | undefined;
  /** Base URL of the API that a user states, in place of the servers of the document. */
  baseUrl?: string | undefined;
  /** URL of the document, to which its server URLs are relative. */
  location?: string;
  /** Returns whether tools must not have this name. */
  isReserved?: (name: string) => boolean;
}
export interface ImportedTool extends Tool {
  key: string;
  /** Value of `operationId`. */
  id?: string;
  tags: string[];
  deprecated: boolean;
  /** Sentences about faults of the document that made the request a guess. */
  faults: string[];
}
export interface Imported {
  title: string;
  description: string;
  tools: ImportedTool[];
  operations: number;
  skipped: Skipped[];
  losses: Loss[];
  security: Security;
  servers: Server[];
  /** Path of a request that fails without credentials, if there is one. */
  checkPath?: string;
}

/** Kinds of losses that stand for faults of the document, so that a request or its arguments are a guess. */
const FAULTS: ReadonlySet<string> = new Set(['parameter', 'path', 'style', 'reference']);
const isFault = ({ kind }: Loss) => FAULTS.has(kind);

/**
 * Returns the tools for the operations of a document. Unsupported operations are skipped with a
 * reason.
 * @throws InvalidDocumentError
 */
export function toolsOfDocument(source: RawObject, options: ImportOptions = {}): Imported {
  const { outputSize = 2000 } = options;
  const current =
    documentVersion(source) === '2.0' ? upgradeDocument(source) : withoutOldParts(source);
  const losses: Loss[] = [];
  const { skipped, ...described } = readOperations(current, (loss) => losses.push(loss));
  const { document, operations } = withPlainCredentials(current, described.operations, (loss) =>
    losses.push(loss),
  );
  if (operations.length === 0)
    throw new InvalidDocumentError(
      isObject(document.webhooks)
        ? 'The document has webhooks only.'
        : 'The document has no operations.',
    );
  const security = documentSecurity(document, operations, options.authStyle);
  const signInOf = signInsOf(operations, security);
  const servers = documentServers(document, options.location);
  losses.push(...documentLosses(document, security, servers));
  const hasOauth = security.choices.some(
    ({ auth }) => auth.style === 'oauth2' || auth.style === 'bearer',
  );
  const isSelected = ({ deprecated }: Operation) => !deprecated || options.deprecated === true;
  const deprecatedOperations = operations.filter((operation) => !isSelected(operation));
  skipped.push(...deprecatedOperations.map(skippedAsDeprecated));
  const selectedOperations = operations.filter(isSelected);
  const info = objectOrEmpty(document.info);
  const title = withoutInvisible(nonBlankText(info.title) ?? 'API');
  const { provider = providerName(title) } = options;
  const names = toolNames(
    selectedOperations,
    Math.min(MAX_SHOWN_NAME_LENGTH, longestName(provider)),
    options.isReserved,
  );
  const { credentials } = security;
  const sharedOptions = {
    document,
    credentials,
    hasOauth,
    servers,
    ...(options.baseUrl !== undefined && {
      baseUrl: withServerPath(options.baseUrl, servers),
    }),
    outputSize,
  };
  const tools: ImportedTool[] = [];
  const guesses = losses.filter(isFault);
  for (const operation of selectedOperations) {
    const { key, deprecated } = operation;
    const operationLosses: Loss[] = [];
    const reportLoss = (kind: string, detail: string) =>
      void operationLosses.push({ at: key, kind, detail });
    const { signIn, other: otherSignIn } = signInOf(operation);
    if (otherSignIn !== undefined) reportLoss('sign-in', otherSignIn);
    if (signIn) reportLoss('unsigned', UNSIGNED_SENTENCES[signIn]);
    try {
      const tool = operationTool(operation, names.get(key) ?? key, {
        ...sharedOptions,
        signIn,
        lost: reportLoss,
      });
      const faults = [
        ...guesses.filter(({ at }) => at === key),
        ...operationLosses.filter(isFault),
      ];
      const details = faults.map(({ detail }) => detail);
      const importedTool = {
        ...tool,
        ...operationIdentity(operation),
        key,
        deprecated,
        faults: details,
      };
      tools.push(importedTool);
      const omittedNames = membersBesideList(importedTool).map((name) => `"${name}"`);
      if (omittedNames.length > 0)
        reportLoss(
          'pages',
          `The result is the list of all pages, without ${AND_LIST.format(omittedNames)}.`,
        );
      losses.push(...operationLosses);
    } catch (error) {
      if (!(error instanceof NotSupportedError)) throw error;
      skipped.push({ ...operationIdentity(operation), operation: key, reason: error.message });
    }
  }
  const isSigned = (operation: Operation) => Object.keys(signInOf(operation)).length === 0;
  const checkPath = checkPathOf(operations.filter(isSigned));
  return {
    title,
    description: shortText(nonBlankText(info.description), 300),
    tools,
    operations: operations.length,
    skipped,
    losses,
    security,
    servers,
    ...(checkPath !== undefined && { checkPath }),
  };
}

const AND_LIST = new Intl.ListFormat('en');

const skippedAsDeprecated = (operation: Operation): Skipped => ({
  ...operationIdentity(operation),
  operation: operation.key,
  reason: 'It is deprecated. "--deprecated" imports it.',
  isChoice: true,
});

const UNSIGNED_SENTENCES = {
  none: 'It needs no sign-in: its requests have no credentials.',
  optional: 'Its requests have credentials only where the caller is signed in.',
} as const;

/** Returns the id and tags by which options select an operation. */
const operationIdentity = ({ id, tags }: Operation) => ({ ...(id !== undefined && { id }), tags });

/**
 * Returns the path with which sign-in checks a key: the shortest of those operations that only read
 * (RFC 9110 section 9.2.1), need credentials and need no argument.
 */
const checkPathOf = (operations: readonly Operation[]): string | undefined =>
  operations
    .filter(isHarmless)
    .map(({ path }) => path)
    .toSorted((left, right) => left.length - right.length)[0];

const isHarmless = (operation: Operation): boolean =>
  operation.method === 'GET' &&
  !operation.deprecated &&
  operation.servers === undefined &&
  !/[{}]|[^!-~]/.test(operation.path) &&
  !operation.parameters.some(({ required }) => required) &&
  operation.security.length > 0 &&
  operation.security.every((requirement) => Object.keys(requirement).length > 0);
