import { pageUrl } from '../documentation.js';
import { shownUrl } from '../shown-url.js';
import { CliError } from './cli-error.js';

export const invalidDocument = (file: string, reason: string) =>
  new CliError(
    'openapi/invalid',
    `Cannot import "${file}". ${reason}`,
    'OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0 are supported, in JSON or YAML. Export the API as one of these, or convert the file.',
  );

export const noDocuments = (directory: string) =>
  new CliError(
    'openapi/no-documents',
    `"${directory}" contains no OpenAPI documents.`,
    'Documents are files in JSON or YAML with "openapi" or "swagger" at the top level.',
  );

export const severalDocuments = (option: string) =>
  new CliError(
    'openapi/several-documents',
    `"${option}" requires a single OpenAPI document.`,
    'Import the documents one by one, or omit the option.',
  );

/** @param failures sentences, each with the name of its document */
export const documentsFailed = (failures: readonly string[], documentCount: number) =>
  new CliError(
    'openapi/documents',
    [
      `Cannot import ${failures.length} of ${documentCount} documents. No files were changed.`,
      ...failures,
    ].join('\n'),
    'Import them one by one with more options, or leave them out with "--lenient".',
  );

/** @param reason a sentence */
export const notDownloaded = (url: string, reason: string, cause?: unknown) =>
  new CliError(
    'openapi/not-downloaded',
    `Cannot download "${shownUrl(url)}". ${reason}`,
    'Check the URL, or download the document and enter the path of the file.',
    { cause },
  );

export const documentTooLarge = (file: string) =>
  new CliError(
    'openapi/too-large',
    `"${shownUrl(file)}" is larger than 32 MB.`,
    'Split the document.',
  );

export const externalReferences = (file: string, references: readonly string[]) =>
  new CliError(
    'openapi/external-references',
    `"${file}" refers to other files: ${firstTexts(references)}.`,
    'Add "--allow-refs DIR" to read them from that directory, or bundle the document.',
  );

export const referenceOutside = (reference: string, folder: string) =>
  new CliError(
    'openapi/reference-outside',
    `The reference "${reference}" points outside "${folder}".`,
    'Name a directory that contains all files, or bundle the document.',
  );

/** @param tags patterns of tags */
export const noMatch = (pattern: string, tags: readonly string[]) =>
  new CliError(
    'openapi/no-match',
    `No operation matches "${pattern}".`,
    `A pattern is an operation id, a name, a path ("/pets/**"), a method and path ("GET /pets") or a tag${tags.length === 0 ? '' : `: ${firstTexts(tags.map((tag) => `"${tag}"`))}`}.`,
  );

/** @param patterns what selects few enough of the operations */
export const tooManyTools = (count: number, maximum: number, patterns: readonly string[]) =>
  new CliError(
    'openapi/too-many-tools',
    `The document has ${count.toLocaleString('en')} operations. More than ${maximum} tools overload most models and clients.`,
    `Select operations with "--include"${patterns.length === 0 ? '' : `, such as ${firstTexts(patterns.map((pattern) => `--include "${pattern}"`))}`}, or import all of them with "--surface search": clients then list a few tools that find the others.`,
  );

export const noTools = (file: string, lines: readonly string[], details: object) =>
  new CliError(
    'openapi/no-tools',
    [`No operation of "${file}" can become a tool.`, ...lines].join('\n'),
    'Select other operations, or describe the tools in a spec, which "create" and "add-provider" take with "--spec".',
    { details },
  );

export const lossesRefused = (file: string, lines: readonly string[], details: object) =>
  new CliError(
    'openapi/losses',
    [`"--strict": the import of "${file}" is incomplete.`, ...lines].join('\n'),
    'Omit "--strict" to import the rest.',
    { exit: 1, details },
  );

const MAX_SHOWN = 3;

function firstTexts(texts: readonly string[]): string {
  const omittedCount = texts.length - MAX_SHOWN;
  return `${texts.slice(0, MAX_SHOWN).join(', ')}${omittedCount > 0 ? ` and ${omittedCount} more` : ''}`;
}

export const invalidOverlay = (file: string, reason: string) =>
  new CliError(
    'openapi/overlay',
    `Cannot read "${file}". ${reason}`,
    `See ${pageUrl('openapi.md')} for its keys.`,
  );

export const invalidLock = (file: string) =>
  new CliError(
    'openapi/lock',
    `"${file}" is missing or was edited.`,
    'Restore it from version control: it is the base of the next import.',
  );

export const nothingImported = () =>
  new CliError(
    'openapi/nothing-imported',
    'No provider of this project was imported from an OpenAPI document.',
    'Import one: "npx mcp-provider import openapi FILE".',
  );

export const documentUnknown = (provider: string, document: string) =>
  new CliError(
    'openapi/document-unknown',
    document === ''
      ? `The path of the document of "${provider}" is not known.`
      : `The document of "${provider}", "${document}", was not found.`,
    `Name it: "npx mcp-provider import openapi FILE --name ${provider}".`,
  );

export const sameTitle = (file: string, title: string, providers: readonly string[]) =>
  new CliError(
    'openapi/same-title',
    `"${file}" has the title "${title}", and so have the documents of ${providers.map((name) => `"${name}"`).join(' and ')}.`,
    STATE_NAME,
  );

export const anotherApi = (file: string, provider: string) =>
  new CliError(
    'openapi/another-api',
    `"${file}" has the title of the document of "${provider}", but less than half of its operations.`,
    STATE_NAME,
  );

const STATE_NAME =
  'Run "npx mcp-provider import openapi FILE --name NAME", with the name of its provider or a new name.';
