import type { KindsAndStyles } from '../model/kinds-and-styles.js';
import type { ProviderSpec } from '../model/spec.js';
import { checkAdditions, type CheckedSpec, checkProvider } from './check.js';
import type { SpecContext } from './check/items.js';
import type { Additions } from './defaults.js';
import { readSpecDocument } from './yaml/document.js';

/**
 * Returns the provider that a YAML or JSON text describes, with every default filled in.
 * @throws CliError `spec/too-large`, `spec/syntax`, `spec/invalid`: all errors, each with file,
 * line and column
 */
export async function readSpec(
  text: string,
  fileName: string,
  kindsAndStyles: KindsAndStyles,
): Promise<CheckedSpec<ProviderSpec>> {
  const { value, source } = await readSpecDocument(text, fileName);
  return checkProvider(value, kindsAndStyles, source);
}

/** Returns the tools, resources and prompts that a text adds to `provider`. @throws CliError as `readSpec` does */
export async function readAdditions(
  text: string,
  fileName: string,
  provider: SpecContext,
): Promise<CheckedSpec<Additions>> {
  const { value, source } = await readSpecDocument(text, fileName);
  return checkAdditions(value, provider, source);
}
