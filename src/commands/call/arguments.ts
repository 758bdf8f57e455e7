import type { Tool } from '@modelcontextprotocol/client';
import {
  invalidArgument,
  missingArguments,
  notJsonObject,
  notNameAndValue,
  unknownArgument,
} from '../../model/errors/call.js';
import { define, isObject, type Json, type JsonObject, parsedJson } from '../../model/json.js';
import type { Questions } from '../../model/questions.js';
import { fieldOf, fieldsOf, fillIn, readField, takesOthers } from '../../session/form.js';

/** The arguments on a command line, typed by the tool's input schema. @throws CliError `call/…` */
export function givenArguments(
  { name: tool, inputSchema }: Tool,
  pairs: readonly string[],
  whole: string | undefined,
): JsonObject {
  const schema = inputSchema as Json; // has been parsed from JSON
  const fields = fieldsOf(schema);
  const values = objectIn(whole);
  const names = fields.map(({ name }) => name);
  for (const name of Object.keys(values)) requireKnown(name);
  for (const pair of pairs) {
    const [, name, text] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    if (name === undefined || text === undefined) throw notNameAndValue(pair);
    requireKnown(name);
    const field = fields.find((each) => each.name === name) ?? fieldOf(name, {}, false);
    const reading = readField(field, text);
    if ('problem' in reading) throw invalidArgument(name, reading.problem);
    define(values, name, reading.value);
  }
  return values;

  function requireKnown(name: string): void {
    if (!names.includes(name) && !takesOthers(schema)) throw unknownArgument(tool, name, names);
  }
}

/**
 * The arguments with those that are missing, which the user fills in.
 * @throws CliError `call/missing-argument` without questions
 */
export async function completeArguments(
  { name: tool, inputSchema }: Tool,
  given: JsonObject,
  questions: (() => Promise<Questions>) | undefined,
): Promise<JsonObject> {
  const open = fieldsOf(inputSchema as Json).filter(({ name }) => !Object.hasOwn(given, name));
  const missing = open.filter(({ required }) => required).map(({ name }) => name);
  if (missing.length === 0) return given;
  if (!questions) throw missingArguments(tool, missing);
  return { ...given, ...(await fillIn(open, await questions())) };
}

function objectIn(text: string | undefined): JsonObject {
  if (text === undefined) return {};
  const value = parsedJson(text) as Json | undefined;
  if (!isObject(value)) throw notJsonObject();
  return value;
}
