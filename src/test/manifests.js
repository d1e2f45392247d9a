// Checks Kubernetes objects (a JSON array on standard input) against the schemas of the npm package kubernetes-models. These
// allow any further field, as the API server does not: a field that no validator has read is unknown.
const kinds = {
  'v1 Service': require('kubernetes-models/v1').Service,
  'batch/v1 Job': require('kubernetes-models/batch/v1').Job,
};

const watched = (value, path, read) =>
  value === null || typeof value !== 'object' ? value : new Proxy(value, {
    get: (target, key) => {
      read.add(`${path}.${String(key)}`);
      return watched(target[key], `${path}.${String(key)}`, read);
    },
    ownKeys: target => {
      Object.keys(target).forEach(key => read.add(`${path}.${key}`));
      return Reflect.ownKeys(target);
    },
  });

const paths = (value, path) =>
  value === null || typeof value !== 'object' ? [] :
    Object.keys(value).flatMap(key => [`${path}.${key}`, ...paths(value[key], `${path}.${key}`)]);

let failed = false;
for (const object of JSON.parse(require('fs').readFileSync(0))) {
  const name = `${object.apiVersion} ${object.kind}`;
  const read = new Set();
  let problems = [];
  try {
    kinds[name].prototype.validate.call(watched(object, '', read));
    problems = paths(object, '').filter(path => !read.has(path)).map(path => `unknown field ${path}`);
  } catch (e) {
    problems = [e.message];
  }
  failed ||= problems.length > 0;
  console.log(`deploy: ${name}: ${problems.join('; ') || 'valid'}`);
}
process.exit(failed ? 1 : 0);
