import { isDeepStrictEqual } from 'node:util';
import type { BindingOption } from '../../model/kind.js';
import { contentForm } from '../../model/media-type.js';
import { Misread, Scanner } from '../../model/scanner.js';
import { oneOf } from '../../spec/sentence.js';
import { bodyOption, headerOption, responseOption } from './options.js';
import { isScalar } from './places.js';
import {
  bodyKinds,
  responseKinds,
  type ApiTool,
  type BodySpec,
  type RequestSpec,
  type ResponseSpec,
} from './spec.js';

const LAST_ARGUMENT = /[A-Za-z0-9_.-]+$/y;

/**
 * `form`; `text:note`: the argument with the whole body; `multipart:photo,cover`: the arguments with files.
 * @throws Misread
 */
function readBody(scanner: Scanner): BodySpec {
  const word = scanner.take(/[a-z]+/y);
  const as = bodyKinds.find((kind) => kind === word);
  if (as === undefined) return scanner.fail(`Expected ${oneOf(bodyKinds)}.`, 0);
  if (as === 'text' || as === 'binary') {
    scanner.expect(
      /:/y,
      `Expected ":" and the argument with the ${as === 'text' ? 'text' : 'content'}.`,
    );
    return { as, argument: scanner.expect(LAST_ARGUMENT, 'Expected the name of an argument.') };
  }
  if (scanner.isDone()) return { as };
  if (as !== 'multipart') scanner.fail('Expected nothing more.');
  scanner.expect(/:/y, 'Expected ":" and the arguments with files, or the end.');
  const files = scanner.expect(
    /[A-Za-z0-9_.-]+(,[A-Za-z0-9_.-]+)*$/y,
    'Expected names of arguments with "," between.',
  );
  const part = (argument: string) => [argument, { argument, file: true }] as const;
  return { as, properties: Object.fromEntries(files.split(',').map(part)) };
}

function writeBody({ body: whole }: RequestSpec): string[] | undefined {
  const body = whole && withoutConstants(whole);
  if (!body || Object.keys(body).length === 0) return [];
  const { as = 'json', argument, properties = {} } = body;
  const names = argument ?? Object.keys(properties).join(',');
  return said(names === '' ? as : `${as}:${names}`, readBody, body);
}

/** They are values of `--param`. */
function withoutConstants({ properties, ...body }: BodySpec): BodySpec {
  const kept = Object.entries(properties ?? {}).filter(([, { constant }]) => !isScalar(constant));
  return { ...body, ...(kept.length > 0 && { properties: Object.fromEntries(kept) }) };
}

/** `text`, `binary`; `image/png` is binary, `text/csv` text, `application/hal+json` JSON. @throws Misread */
function readResponse(scanner: Scanner): ResponseSpec {
  const word = scanner.rest();
  const as = responseKinds.find((kind) => kind === word);
  if (as !== undefined) return { as };
  if (!word.includes('/')) scanner.fail(`Expected ${oneOf(responseKinds)}, or a media type.`, 0);
  return { as: contentForm(word), contentType: word };
}

const writeResponse = ({ response }: RequestSpec): string[] | undefined =>
  response ? said(response.contentType ?? response.as ?? 'json', readResponse, response) : [];

/** The text, if reading it gives the same. */
function said(text: string, read: (scanner: Scanner) => object, value: object) {
  try {
    return isDeepStrictEqual(read(new Scanner(text)), value) ? [text] : undefined;
  } catch (error) {
    if (error instanceof Misread) return undefined;
    throw error;
  }
}

/** `Acme-Version: 2`. @throws Misread */
function readHeader(scanner: Scanner) {
  const name = scanner.expect(/[^:\s]+/y, 'Expected the name of a header.');
  scanner.expect(/: ?/y, 'Expected ":" and the value.');
  return { at: ['headers', name], value: scanner.rest() };
}

const writeHeaders = ({ headers = {} }: RequestSpec): string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

const option = (
  words: Omit<BindingOption<ApiTool>, 'read' | 'write'>,
  read: BindingOption<ApiTool>['read'],
  write: (request: RequestSpec) => string[] | undefined,
): BindingOption<ApiTool> => ({
  ...words,
  read,
  write: ({ request }) => (request ? write(request) : []),
});

/** Beside `--request`. */
export const furtherOptions = [
  option(bodyOption, (scanner) => ({ at: ['body'], value: readBody(scanner) }), writeBody),
  option(
    responseOption,
    (scanner) => ({ at: ['response'], value: readResponse(scanner) }),
    writeResponse,
  ),
  option(headerOption, readHeader, writeHeaders),
];
