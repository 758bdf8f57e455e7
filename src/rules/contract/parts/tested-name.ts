import type { Place, ProjectModel, ProviderModel, SourceFile } from '../../../model/project.js';
import { testsIn } from './test-cases.js';

/** A name in the tests that is that of no provider. */
interface StaleName {
  at: Place;
  name: string;
  /** The only provider without tests. */
  of: ProviderModel;
}

const KNOWN = new WeakMap<ProjectModel, StaleName | null>();

/**
 * The name in the tests of a provider that was renamed: that of no provider, where only this one has no tests, in a file
 * with the name of one of its tools, or with a URL of its code.
 */
export function staleTestName(provider: ProviderModel): StaleName | undefined {
  const { project } = provider;
  let known = KNOWN.get(project);
  if (known === undefined) KNOWN.set(project, (known = findStale(project)));
  return known?.of === provider ? known : undefined;
}

function findStale({ files, providers }: ProjectModel): StaleName | null {
  const tests = testsIn(files);
  const names = new Set(providers.map(({ name }) => name));
  const tested = new Set(tests.map(({ provider }) => provider));
  const [stale, other] = tests.filter(({ provider }) => !names.has(provider));
  const [of, another] = providers.filter(({ name }) => !tested.has(name));
  if (!stale || other || !of || another) return null;
  const { file, value } = stale.call;
  const [, given] = value.arguments;
  const isOwn =
    sharesUrl(file, of.files) ||
    of.tools.some((tool) => tool.name.is === 'known' && file.text.includes(tool.name.value));
  if (!given || !isOwn) return null;
  return { at: file.at({ start: given.start + 1, end: given.end - 1 }), name: stale.provider, of };
}

const sharesUrl = (test: SourceFile, files: readonly SourceFile[]): boolean =>
  Array.from(test.text.matchAll(/(['"])(https?:\/\/.+?)\1/g), ([, , url = '']) => url).some((url) =>
    files.some((file) => !file.test && file.text.includes(url)),
  );
