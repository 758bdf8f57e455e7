import { textAt } from '../configuration/documents/scalars.js';
import { defineRule } from '../define.js';

/** npm runs them when the package is installed, also as a dependency. */
const SCRIPTS = ['preinstall', 'install', 'postinstall'] as const;
/** They only set up the project itself: patches, generated clients, git hooks. */
const SETUP =
  /^(npx |pnpm (exec )?|yarn )?(patch-package|prisma generate|husky( install)?|simple-git-hooks|lefthook install)$/;

export default defineRule({
  severity: 'warning',
  summary: 'The package runs no scripts when it is installed.',
  why: 'Install scripts run with all rights of the user before anyone has read the code, in CI and on the machines of users.',
  source: {
    text: 'npm, "Best practices" for scripts; OWASP NPM Security Cheat Sheet, "ignore run-scripts".',
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/NPM_Security_Cheat_Sheet.html',
  },
  securitySeverity: 6.3,
  on: 'project',
  check({ documents: { packageJson } }, report) {
    for (const name of SCRIPTS) {
      const script = textAt(packageJson, 'scripts', name);
      if (!script?.text.trim() || script.text.split('&&').every((each) => SETUP.test(each.trim())))
        continue;
      report({
        at: script.at,
        message: `The script "${name}" runs on every installation.`,
        hint: 'Remove it, and run the command in "build" or in a script that is started by hand.',
      });
    }
  },
});
