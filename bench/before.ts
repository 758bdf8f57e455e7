/**
 * Measurements of version 0.1.0 (August to November 2026, Linux, two processors, Node.js 20), in the same units as now, on
 * other machines. Its projects contained what the package `mcp-provider` contains today.
 */
export const before = {
  help: '1.23',
  create: '2.1–2.2',
  addTool: '3.8–4.9',
  validateOne: '4.2–4.5',
  validateMany: '0.16–0.40',
  validateMemory: '0.7–0.9 GB',
  testTime: { 1: '10–48 s', 20: '116 s', 73: '545 s' } as Readonly<Record<number, string>>,
  cliPackage: '1.1 MB packed, 4.5 MB unpacked, 274 files',
  production: '22 MB',
  projects: {
    weather: '71 files, 3,322 lines',
    'weather-v1': '70 files, 3,240 lines',
    issues: '101 files, 5,155 lines',
    helpdesk: '141 files, 5,882 lines',
    chat: '136 files, 7,266 lines',
    google_chat: '139 files, 7,588 lines',
  } as Readonly<Record<string, string>>,
  folders: {
    src: '506 files, 33,873 lines',
    templates: '193 files, 8,991 lines',
  } as Readonly<Record<string, string>>,
};
