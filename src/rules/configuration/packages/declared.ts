import type { DataDocument } from '../../../model/project.js';
import { asText, type Text } from '../documents/scalars.js';

const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/** A package the project asks for; its text is the range. */
export interface Declared extends Text {
  name: string;
}

export function declaredPackages(packageJson: DataDocument | undefined): Declared[] {
  return SECTIONS.flatMap((section) =>
    (packageJson?.entries(section) ?? []).flatMap(({ key, value }) => {
      const range = packageJson && asText(packageJson, value);
      // The name in the registry counts, not the name that the project gives it.
      const [, name = key, text = range?.text ?? ''] =
        /^npm:(@?[^@]+)(?:@(.*))?$/.exec(range?.text ?? '') ?? [];
      return range ? [{ name, at: range.at, text }] : [];
    }),
  );
}
