import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** Writes what failed or was warned of: `{ <project>: [{ where, message }] }`; a file that cannot be imported has the test "". */
export default class FailureReporter {
  onTestRunEnd(modules) {
    const report = {};
    for (const module of modules) {
      const failed = [...module.children.allSuites(), ...module.children.allTests('failed')].map(
        (task) => ({
          where: task.fullName,
          errors: task.type === 'suite' ? task.errors() : task.result().errors,
        }),
      );
      const warned = [...module.children.allTests()].map((task) => ({
        where: task.fullName,
        errors: task.annotations(),
      }));
      const all = [...failed, ...warned, { where: '', errors: module.errors() }];
      (report[module.project.name] ??= []).push(
        ...all.flatMap(({ where, errors }) =>
          errors.map(({ message }) => ({ where, message: stripVTControlCharacters(message) })),
        ),
      );
    }
    writeFileSync('report.json', JSON.stringify(report));
  }
}
