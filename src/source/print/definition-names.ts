/**
 * A name in code for each definition, numbered where two would become the same.
 * @param others names that the file declares or imports for something else
 */
export function definitionNames(
  definitions: Iterable<string>,
  wanted: (definition: string) => string,
  others: readonly string[] = [],
): (definition: string) => string {
  const names = new Map<string, string>();
  const taken = new Set(others);
  for (const definition of definitions) {
    let name = wanted(definition);
    for (let number = 2; taken.has(name); number++) name = `${wanted(definition)}${number}`;
    taken.add(name);
    names.set(definition, name);
  }
  return (definition) => names.get(definition) ?? wanted(definition);
}
