import { join } from 'node:path';
import type { CommandContext } from '../../model/command.js';
import { withoutMark } from '../../edit/formats/mark.js';
import {
  alreadyEjected,
  coreInUse,
  noRuntime,
  noSuchEntry,
  otherVersion,
} from '../../model/errors/eject.js';
import { relPath } from '../../model/path.js';
import type { FileEdit } from '../../model/plan.js';
import type { ProjectModel } from '../../model/project.js';
import type { Questions } from '../../model/questions.js';
import { planChanges } from '../../plan/make-plan.js';
import { projectCommands } from '../../render/commands.js';
import { carryOut } from '../carry-out.js';
import { installStep } from '../create/steps.js';
import { openProject } from '../grow/project.js';
import type { RuntimePackage } from './package.js';
import { entriesOf } from './package.js';
import { coreFiles, coreNotes, isEjected, runtimeSources } from './core.js';
import { CORE, importsRewritten, modulesIn } from './imports.js';
import { compilerOptionsWithin, manifestWithout } from './manifest.js';

/** Copies the runtime's sources into the project. @throws CliError `eject/*`, and those of `carryOut` */
export async function run(context: CommandContext): Promise<0 | 2> {
  const { host, flags } = context;
  const project = await openProject(context);
  const { model, root, packageManager } = project;
  const runtime = await ejectable(context, model);
  const { edits, used } = rewritten(model, runtime);
  const { files, packages } = coreFiles(runtime, used);
  const install = installStep(packageManager);
  const plan = await planChanges(
    host.files,
    root,
    {
      files: [coreNotes(runtime.manifest.version), ...files],
      edits: [
        ...edits,
        ...(await edited(context, root, 'package.json', (text) => manifestWithout(text, packages))),
        ...(await edited(context, root, 'tsconfig.json', (text) =>
          compilerOptionsWithin(text, runtime.compilerOptions),
        )),
        ...(await edited(context, root, 'AGENTS.md', notesOfOwner)),
      ],
    },
    flags.install ? [install] : [],
  );
  const vendored = await vendoredIn(context, root);
  return carryOut(context, plan, {
    questions: await confirming(context),
    title: 'Eject the runtime',
    done: `Copied the sources of the runtime to ${CORE}`,
    next: [
      ...(flags.install ? [] : [install.command.join(' ')]),
      ...vendored.map((path) => `rm ${path}`),
      projectCommands(packageManager).test,
    ],
  });
}

/** Many files change: users confirm it. */
async function confirming({ ui, flags, signal }: CommandContext): Promise<Questions | undefined> {
  if (!ui.interactive || flags.yes) return undefined;
  const questions = await ui.ask(signal);
  questions.intro('Eject the runtime');
  return questions;
}

async function ejectable(context: CommandContext, model: ProjectModel): Promise<RuntimePackage> {
  if (isEjected(model)) throw alreadyEjected();
  const inTheWay = [...model.files.keys()].find((path) => path.startsWith(`${CORE}/`));
  if (inTheWay !== undefined) throw coreInUse(inTheWay);
  const runtime = await runtimeSources(context);
  const declared = model.documents.packageJson?.get('dependencies', 'mcp-provider');
  const text = declared?.is === 'scalar' ? String(declared.value) : '';
  const [version] = /\d+\.\d+\.\d+/.exec(text) ?? [];
  const { version: own } = runtime.manifest;
  if (version !== undefined && version !== own) throw otherVersion(version, own);
  return runtime;
}

/** Files of the project with other imports, and the sources of the runtime that they import. */
function rewritten(model: ProjectModel, { manifest }: RuntimePackage) {
  const entries = entriesOf(manifest);
  const used = new Set<string>();
  const edits: FileEdit[] = [];
  for (const { path, text, bom } of model.files.values()) {
    for (const module of modulesIn(text)) {
      if (!/^mcp-provider(\/|$)/.test(module)) continue;
      const entry = entries.get(module);
      if (entry === undefined) throw noSuchEntry(module, path);
      used.add(entry);
    }
    const changed = importsRewritten(path, text, entries);
    const mark = bom ? '\uFEFF' : '';
    if (changed !== text) edits.push({ path, was: mark + text, text: mark + changed });
  }
  if (used.size === 0) throw noRuntime();
  return { edits, used };
}

/** What `create` says about the package, where it still does. */
const notesOfOwner = (text: string): string =>
  text
    .replace('based on the `mcp-provider` package', `with its runtime in \`${CORE}\``)
    .replace('Log with `log` from `mcp-provider`', `Log with \`log\` from \`${CORE}/index.ts\``);

async function edited(
  { host }: CommandContext,
  root: string,
  path: string,
  change: (text: string) => string,
): Promise<FileEdit[]> {
  const was = await host.files.read(join(root, path));
  if (was === null) return [];
  const [mark, body] = withoutMark(was);
  const text = mark + change(body);
  return text === was ? [] : [{ path: relPath(path), was, text }];
}

/** Packed runtimes, which nothing uses any more. */
async function vendoredIn({ host }: CommandContext, root: string): Promise<string[]> {
  const names = await host.files.list(join(root, 'vendor'));
  return names
    .filter((name) => /^mcp-provider-.*\.tgz$/.test(name))
    .map((name) => `vendor/${name}`);
}
