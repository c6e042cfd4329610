// The same rules in publicodes, a plain loop over applicants: {rules, programs, rows} on stdin, {seconds, verdicts} out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(process.argv[2] + "/"));
const { default: Engine } = await import(pathToFileURL(require.resolve("publicodes")).href);
const { rules, programs, rows } = JSON.parse(readFileSync(0, "utf8"));
const quiet = { log() {}, warn() {}, error() {} };
const engine = new (Engine.default ?? Engine)(rules, { logger: quiet });
const evaluate = (row) => {
  engine.setSituation(row);
  return programs.map((program) => engine.evaluate(program).nodeValue ?? null);
};
rows.slice(0, 10).forEach(evaluate); // warm
const begun = process.cpuUsage();
const verdicts = rows.map(evaluate);
const spent = process.cpuUsage(begun);
console.log(JSON.stringify({ seconds: (spent.user + spent.system) / 1e6, verdicts }));
