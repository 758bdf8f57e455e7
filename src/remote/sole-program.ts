/** Returns the file that `npx` runs of a package; undefined if it has none, or several of which none has its name. */
export function soleProgram(
  name: string,
  programs: Readonly<Record<string, unknown>>,
): string | undefined {
  const [file, another] = new Set(Object.values(programs));
  const program = another === undefined ? file : programs[name.replace(/^@[^/]*\//, '')];
  return typeof program === 'string' ? program : undefined;
}
