import { join } from 'node:path';
import type { DevHost } from '../../model/host.js';
import type { Builds } from './builds.js';

/** Delay after a change in milliseconds, because editors write a file in several steps. */
const SETTLE_MS = 8;
const TRIGGERS =
  /^(\.env|provider-config\.yaml|package\.json|package-lock\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?)$/;
const PACKAGES = /^(?:package|pnpm|yarn|bun)/;

/** Builds after each change of the sources. @returns a function that stops it */
export function buildOnChange(devHost: DevHost, root: string, builds: Builds): () => void {
  let timer: NodeJS.Timeout | undefined;
  const buildLater = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void builds.build(), SETTLE_MS);
  };
  const stops = [
    devHost.watchFolder(join(root, 'src'), true, buildLater),
    devHost.watchFolder(root, false, (name) => {
      if (!TRIGGERS.test(name)) return;
      if (PACKAGES.test(name)) builds.renew();
      buildLater();
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
