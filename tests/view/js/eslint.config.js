// Rules that find mistakes; the form of the code is a matter of its readers.
const browser = [
  "addEventListener", "atob", "Blob", "clearInterval", "clearTimeout", "CSS", "DecompressionStream", "document", "Element", "getComputedStyle",
  "history", "HTMLElement", "innerHeight", "innerWidth", "location", "matchMedia", "Path2D", "performance", "requestAnimationFrame", "Response",
  "setInterval", "setTimeout", "TextDecoder", "URL", "Worker", "self", "postMessage",
];

export default [
  {
    files: ["**/js/*.js", "**/worker/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: Object.fromEntries(browser.map((name) => [name, "readonly"])) },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": "error",
      complexity: ["error", 14],
      "consistent-return": "error",
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "max-lines": ["error", 400],
      "no-alert": "error",
      "no-console": "error",
      "no-constant-condition": "error",
      "no-debugger": "error",
      "no-dupe-keys": "error",
      "no-duplicate-imports": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-redeclare": "error",
      "no-shadow": "error",
      "no-undef": "error",
      "no-unreachable": "error",
      "no-unused-vars": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "require-atomic-updates": "off",
    },
  },
];
