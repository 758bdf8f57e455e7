import type { Json, JsonPath } from '../../model/json.js';

/** A language of configuration files. Texts have no byte order mark; edits preserve comments. */
export interface Language {
  /** Returns the value of a text; undefined or null if it has none. @throws EditRefusedError if the text is invalid */
  parse(text: string): Json | undefined;
  /** Returns the text with another value at a path, or with a new one. Missing parents are created. */
  set(text: string, path: JsonPath, value: Json): string;
  remove(text: string, path: JsonPath): string;
}
