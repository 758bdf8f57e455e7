/** Names of one block and what they are declared as; the blocks around it are its parents. */
export class NameScope {
  readonly #names = new Map<string, number>();

  constructor(
    readonly parent: NameScope | null,
    /** `var` and parameters live here: the scope of a function or of the module. */
    readonly hoists: boolean,
  ) {}

  own(name: string): number | undefined {
    return this.#names.get(name);
  }

  set(name: string, declaration: number): void {
    this.#names.set(name, declaration);
  }

  /** -1 for a global. */
  find(name: string): number {
    return this.#names.get(name) ?? this.parent?.find(name) ?? -1;
  }

  hoist(): NameScope {
    return this.hoists || !this.parent ? this : this.parent.hoist();
  }
}
