import { databaseLockText, readDatabaseLock } from '../database/catalog-lock.js';
import { languages } from '../edit/formats/languages.js';
import { withArguments } from '../openapi/arguments.js';
import { documentLockText, readDocumentLock } from '../openapi/update/document-lock.js';
import { parseOverlay } from '../openapi/update/overlay.js';
import { databaseLockPath } from '../sources/database/lock-file.js';
import { documentLockPath, overlayPath } from '../sources/openapi/lock-files.js';
import type { WorkingCopy } from './working-copy.js';

/** Records for later imports that a tool is renamed or removed. */
export function recordDecision(
  copy: WorkingCopy,
  provider: string,
  tool: string,
  name: string | undefined,
): void {
  const lock = readDocumentLock(copy.texts.get(documentLockPath(provider)) ?? '');
  const [key] =
    Object.entries(lock?.tools ?? {}).find(([, candidate]) => candidate.tool.name === tool) ?? [];
  const lockedTool = key === undefined ? undefined : lock?.tools[key];
  if (lock && key !== undefined && lockedTool) {
    const otherTools = Object.entries(lock.tools).filter(([otherKey]) => otherKey !== key);
    // The document no longer contains operations of unavailable tools.
    const otherOperations =
      lockedTool.unavailable === undefined ? [...lock.others, key] : lock.others;
    const newLock =
      name === undefined
        ? { ...lock, tools: Object.fromEntries(otherTools), others: otherOperations }
        : {
            ...lock,
            tools: { ...lock.tools, [key]: { ...lockedTool, tool: { ...lockedTool.tool, name } } },
          };
    copy.edit(documentLockPath(provider), () => documentLockText(newLock));
    const [setting, value] = name === undefined ? ['enabled', false] : ['name', name];
    copy.edit(overlayPath(provider), (text) =>
      languages.yaml.set(text, ['operations', key, setting], value),
    );
  }
  copy.edit(databaseLockPath(provider), (text) => {
    const tables = readDatabaseLock(text);
    if (!tables?.tools.some((draft) => draft.tool.name === tool)) return text;
    const { tools, exclude } = tables;
    return databaseLockText(
      name === undefined
        ? {
            ...tables,
            exclude: [...exclude, tool],
            tools: tools.filter((draft) => draft.tool.name !== tool),
          }
        : {
            ...tables,
            tools: tools.map((draft) =>
              draft.tool.name === tool ? { ...draft, tool: { ...draft.tool, name } } : draft,
            ),
          },
    );
  });
}

/** Records for later imports that an argument of a tool is renamed. Imports of databases merge the changed code. */
export function recordArgument(
  copy: WorkingCopy,
  provider: string,
  tool: string,
  { from, to }: { from: string; to: string },
): void {
  const lock = readDocumentLock(copy.texts.get(documentLockPath(provider)) ?? '');
  const [key, lockedTool] =
    Object.entries(lock?.tools ?? {}).find(([, candidate]) => candidate.tool.name === tool) ?? [];
  if (!lock || key === undefined || !lockedTool) return;
  const renamedTool = withArguments(lockedTool.tool, new Map([[from, to]]));
  const tools = { ...lock.tools, [key]: { ...lockedTool, tool: renamedTool } };
  copy.edit(documentLockPath(provider), () => documentLockText({ ...lock, tools }));
  copy.edit(overlayPath(provider), (text) => {
    const decisions = parseOverlay(text).decisions.get(key)?.arguments ?? {};
    const [argument = from] =
      Object.entries(decisions).find(([, decision]) => decision.name === from) ?? [];
    return languages.yaml.set(text, ['operations', key, 'arguments', argument, 'name'], to);
  });
}
