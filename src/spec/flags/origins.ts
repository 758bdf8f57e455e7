import { flagTwice } from '../../model/errors/spec.js';
import type { SpecPath } from '../../model/spec-report.js';
import { quote } from '../sentence.js';
import { placeName, type Location, type Source } from '../source.js';

/** One flag and its place among all. */
export interface Said {
  flag: string;
  value: string;
  offset: number;
}

/** Where no flag was given. */
const NOWHERE = { where: '', offset: Number.MAX_SAFE_INTEGER };

/** Which flag said what is at a path of the spec. */
export class Origins implements Source {
  readonly is = 'flags';
  /** Keys are paths as JSON. */
  readonly #locations = new Map<string, Location>();

  /**
   * A path that is said once.
   * @param subject what a sentence begins with where the flag alone says enough
   * @throws CliError `spec/flag-twice`
   */
  claim(path: SpecPath, said: Said, subject?: string) {
    if (this.#locations.has(JSON.stringify(path))) throw flagTwice(said.flag, said.value);
    const where = `${said.flag} ${quote(said.value)}`;
    this.set(path, { where, subject: subject ?? where, offset: said.offset });
  }

  set(path: SpecPath, location: Location) {
    this.#locations.set(JSON.stringify(path), location);
  }

  /** The flag that said what is at a path, or what is nearest around it. */
  readonly locate = ({ path }: { path: SpecPath }): Location => {
    for (let length = path.length; length > 0; length--) {
      const origin = this.#locations.get(JSON.stringify(path.slice(0, length)));
      if (!origin) continue;
      if (length === path.length) return origin;
      return { ...origin, subject: `${origin.where}: ${placeName(path)}` };
    }
    return { ...NOWHERE, subject: placeName(path) };
  };
}
