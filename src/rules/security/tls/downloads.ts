/** A command with its options, as far as one is looked at. */
const COMMAND = /\b(?:curl|wget)[ \t][^\n|;&]{0,300}/g;
/** `-k`, also among other short options. */
const INSECURE =
  /(?<=[ \t])(?:-[a-zA-Z]{0,6}k[a-zA-Z]{0,6}|--insecure|--no-check-certificate)(?![\w-])/;
/** To this machine, no certificate is needed. */
const LOCAL = /localhost|127\.0\.0\.1|\[::1\]/;

/** Options of downloads in images, scripts and workflows that accept any certificate. */
export function* insecureDownloads(text: string): Generator<{ index: number; name: string }> {
  for (const { 0: command, index } of text.matchAll(COMMAND)) {
    const option = LOCAL.test(command) ? undefined : INSECURE.exec(command);
    if (option) yield { index: index + option.index, name: option[0] };
  }
}
