import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { Tree } from './base.js';
import { ROOT } from './case.js';

/**
 * Errors that the compiler finds in projects, by their own settings. The projects lie side by side in memory; those with
 * the same settings share a program.
 */
export function compile(projects: Readonly<Record<string, Tree>>): string[] {
  const texts = new Map(
    Object.entries(projects).flatMap(([name, tree]) =>
      Object.entries(tree).map(([path, text]) => [join(ROOT, name, path), text] as const),
    ),
  );
  const host = hostWith(texts);
  const groups = new Map<string, { options: ts.CompilerOptions; files: string[] }>();
  for (const config of [...texts.keys()].filter((path) => /[/\\]tsconfig\.json$/.test(path))) {
    const { options, fileNames } = settings(config, host, texts);
    // Paths of aliases are relative to their own project.
    const key = options.paths ? config : JSON.stringify({ ...options, configFilePath: '' });
    const group = groups.get(key) ?? { options, files: [] };
    group.files.push(...fileNames);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ options, files }) => {
    const program = ts.createProgram(files, options, host);
    return files
      .flatMap((path) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path)))
      .map((diagnostic) => ts.formatDiagnostic(diagnostic, formatting).trimEnd());
  });
}

const formatting: ts.FormatDiagnosticsHost = {
  getCurrentDirectory: () => ROOT,
  getCanonicalFileName: (name) => name,
  getNewLine: () => '\n',
};

function settings(config: string, host: ts.CompilerHost, texts: ReadonlyMap<string, string>) {
  const folder = dirname(config);
  const { config: json } = ts.readConfigFile(config, host.readFile) as { config: unknown };
  const files = [...texts.keys()].filter((path) => path.startsWith(join(folder, '/')));
  return ts.parseJsonConfigFileContent(
    json,
    {
      useCaseSensitiveFileNames: true,
      fileExists: host.fileExists,
      readFile: host.readFile,
      readDirectory: (_, extensions, __, include) =>
        files.filter(
          (path) =>
            extensions.some((extension) => path.endsWith(extension)) &&
            include.some((start) => path.startsWith(join(folder, start))),
        ),
    },
    folder,
  );
}

/** Files of packages are parsed once for all programs. */
const parsed = new Map<string, ts.SourceFile | undefined>();

function hostWith(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const disk = ts.createCompilerHost({});
  const folders = new Set<string>();
  for (const path of texts.keys()) {
    for (let folder = dirname(path); folder.startsWith(ROOT); folder = dirname(folder)) {
      folders.add(folder);
    }
  }
  return {
    ...disk,
    readFile: (path) => texts.get(path) ?? disk.readFile(path),
    fileExists: (path) => texts.has(path) || disk.fileExists(path),
    directoryExists: (path) => folders.has(path) || disk.directoryExists?.(path) === true,
    realpath: (path) => (path.startsWith(ROOT) ? path : (disk.realpath?.(path) ?? path)),
    getSourceFile(path, options) {
      const text = texts.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, options, true);
      if (!parsed.has(path)) parsed.set(path, disk.getSourceFile(path, options));
      return parsed.get(path);
    },
  };
}
