import type { Json, JsonPath } from '../../model/json.js';

/** A language of configuration files. Texts have no byte order mark; comments stay. */
export interface Language {
  /** Undefined or null where the text has no value. @throws Refusal where the text is not of the language */
  parse(text: string): Json | undefined;
  /** With another value at a path, or with a new one. What is around it exists, or is made. */
  set(text: string, path: JsonPath, value: Json): string;
  remove(text: string, path: JsonPath): string;
}
