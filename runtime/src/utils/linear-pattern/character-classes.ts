import { spendSteps } from '../check-budget.js';

/** Limit of the results that are cached for characters; beyond it, the cache is cleared. */
const MAX_CACHED = 100_000;
/** Characters below this code have their classes in an array, because most texts consist of them. */
const COMMON_CODES = 256;

/** Characters that match the same atoms of a pattern. */
export interface CharacterClass {
  number: number;
  /** Whether they match, by the number of the atom. */
  atoms: readonly boolean[];
}

/** The class of the end of a text, where there is no character. */
export const NO_CHARACTER: CharacterClass = { number: 0, atoms: [] };

/** The classes of the characters for one pattern, determined when a text has them. */
export class CharacterClasses {
  readonly #atoms: readonly RegExp[];
  readonly #isUnicode: boolean;
  readonly #common: CharacterClass[] = [];
  readonly #rare = new Map<number, CharacterClass>();
  readonly #byAtoms = new Map<string, CharacterClass>();
  #lastNumber = NO_CHARACTER.number;
  #cacheSize = 0;

  constructor(atoms: readonly RegExp[], isUnicode: boolean) {
    this.#atoms = atoms;
    this.#isUnicode = isUnicode;
  }

  /** Returns the class of a character. @param code code point, or code unit without the flag "u" */
  of(code: number): CharacterClass {
    return this.#common[code] ?? this.#rare.get(code) ?? this.#determine(code);
  }

  #determine(code: number): CharacterClass {
    spendSteps(5 * this.#atoms.length);
    this.#cacheSize += this.#atoms.length;
    if (this.#cacheSize > MAX_CACHED) this.#clear();
    const character = this.#isUnicode ? String.fromCodePoint(code) : String.fromCharCode(code);
    const atoms = this.#atoms.map((atom) => atom.test(character));
    const key = atoms.map(Number).join('');
    const characterClass = this.#byAtoms.get(key) ?? { number: ++this.#lastNumber, atoms };
    this.#byAtoms.set(key, characterClass);
    if (code < COMMON_CODES) this.#common[code] = characterClass;
    else this.#rare.set(code, characterClass);
    return characterClass;
  }

  #clear(): void {
    this.#cacheSize = 0;
    this.#common.length = 0;
    this.#rare.clear();
    this.#byAtoms.clear();
  }
}
