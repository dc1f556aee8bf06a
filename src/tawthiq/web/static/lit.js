// The one place that names the version of Lit we ship.
export * from "./vendor/lit-3.3.3.js";
