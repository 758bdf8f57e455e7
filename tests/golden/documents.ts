import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../src/model/host.js';
import type { RenderedFile } from '../../src/model/plan.js';
import type { ProviderSpec } from '../../src/model/spec.js';
import type { Ui } from '../../src/model/ui.js';
import { applyDecision } from '../../src/openapi/update/decide.js';
import { parseOverlay } from '../../src/openapi/update/overlay.js';
import { specsAt } from '../../src/sources/imported-providers.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { importOpenApi, type OpenApiImport } from '../../src/sources/openapi/import.js';
import { overlayPath } from '../../src/sources/openapi/lock-files.js';
import { importedDocumentProvider } from '../../src/sources/openapi/provider.js';
import { checkProvider } from '../../src/spec/check.js';
import { memoryFiles } from '../support/memory.js';

export const examples = join(import.meta.dirname, '..', '..', 'examples');

/** An OpenAPI document that a golden project was imported from. */
export interface GoldenDocument {
  /** In `examples/specs`. */
  file: string;
  exclude?: string[];
  /** Settings that take precedence over the document. */
  more?: Readonly<Record<string, string>>;
}

interface GoldenImport {
  spec: ProviderSpec;
  imported: OpenApiImport;
  files: readonly RenderedFile[];
}

/** Each project is a repository of its own: it contains a copy of its document. */
export const placeOf = (name: string) => ({
  root: `/${name}`,
  repository: `/${name}`,
  cwd: '/specs',
});

/** The imports of documents for a project, before people decide about them. */
export const importsOf = (
  name: string,
  documents: readonly GoldenDocument[] = [],
): Promise<GoldenImport[]> =>
  Promise.all(
    documents.map(async ({ file, exclude = [], more = {} }) => {
      const host = { files: memoryFiles(specFiles()), cwd: '/specs' } as unknown as Host;
      const ui = { note: () => undefined } as unknown as Ui;
      const imported = await importOpenApi({ host, ui }, file, { exclude }, { name: more.name });
      const tools = imported.tools.map(({ tool }) => tool);
      const checked = checkProvider({ ...imported.provider, ...more, tools }, kindsAndStyles);
      const provider = importedDocumentProvider(checked, imported, []);
      const place = placeOf(name);
      const [spec = checked.spec] = specsAt([provider], place);
      return { spec, imported, files: provider.files(place) };
    }),
  );

/** The files in `examples/specs`, where the commands find them. */
export const specFiles = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(examples, 'specs')).map((file) => [
      `/specs/${file}`,
      readFileSync(join(examples, 'specs', file), 'utf8'),
    ]),
  );

/** The provider with what people have decided in its overlay. */
export function decidedSpec(
  project: string,
  { spec: { origin, ...spec }, imported }: GoldenImport,
): ProviderSpec {
  const overlay = join(examples, project, overlayPath(spec.name));
  const { decisions } = parseOverlay(existsSync(overlay) ? readFileSync(overlay, 'utf8') : '');
  const tools = imported.tools.map(
    (draft) => applyDecision(draft, decisions.get(draft.key) ?? { enabled: true }).draft.tool,
  );
  return { ...checkProvider({ ...spec, tools }, kindsAndStyles).spec, ...(origin && { origin }) };
}
