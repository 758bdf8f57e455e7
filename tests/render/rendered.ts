import type { RenderedFile } from '../../src/model/plan.js';
import { renderProject } from '../../src/render/project.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { checkProvider } from '../../src/spec/check.js';

/** The files of a project with one provider, of its spec. */
export function rendered(value: unknown): readonly RenderedFile[] {
  const { spec } = checkProvider(value, kindsAndStyles);
  return renderProject({
    name: 'acme-mcp',
    sdk: 'v2',
    packageManager: 'npm',
    providers: [spec],
  });
}

/** Their texts by path. */
export function renderedTexts(value: unknown): (path: string) => string | undefined {
  const files = rendered(value);
  return (path) => files.find((file) => file.path === path)?.text;
}
