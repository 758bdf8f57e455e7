import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Application } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';

/** Documented elsewhere: the SDK by itself, and version 1 as `.` and `./server`. */
const ELSEWHERE = ['./sdk', './v1'];

/**
 * A page for each entry point of the runtime, from its docstrings: by path, such as `api/server.md`.
 * @throws Error that names each export without a docstring
 */
export async function runtimeApiPages(root: string): Promise<Map<string, string>> {
  const folder = join(root, 'runtime');
  const out = mkdtempSync(join(tmpdir(), 'runtime-api-'));
  try {
    const options: PluginOptions = {
      hidePageHeader: true,
      hideBreadcrumbs: true,
      parametersFormat: 'table',
      useCodeBlocks: true,
      entryFileName: 'index',
    };
    const app = await Application.bootstrapWithPlugins({
      ...options,
      name: 'Runtime API',
      plugin: ['typedoc-plugin-markdown'],
      router: 'module',
      entryPoints: entryPoints(folder),
      tsconfig: join(folder, 'tsconfig.json'),
      out,
      readme: 'none',
      excludeExternals: true,
      excludeInternal: true,
      excludePrivate: true,
      disableSources: true,
      logLevel: 'Warn',
      validation: { notDocumented: true, notExported: false, invalidLink: true },
      requiredToBeDocumented: ['Class', 'Function', 'Interface', 'TypeAlias', 'Variable'],
      treatValidationWarningsAsErrors: true,
    });
    const project = await app.convert();
    if (project) {
      app.validate(project);
      await app.generateOutputs(project);
    }
    if (!project || app.logger.hasErrors() || app.logger.hasWarnings())
      throw new Error('The reference of the runtime is incomplete: see the messages above.');
    const names = readdirSync(out, { recursive: true, encoding: 'utf8' });
    return new Map(
      names
        .filter((name) => name.endsWith('.md'))
        .map((name) => [`api/${name}`, readFileSync(join(out, name), 'utf8')]),
    );
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function entryPoints(folder: string): string[] {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    exports: Record<string, string | { default: string }>;
  };
  return Object.entries(exports).flatMap(([name, target]) =>
    typeof target === 'string' || ELSEWHERE.includes(name)
      ? []
      : [join(folder, target.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts'))],
  );
}
