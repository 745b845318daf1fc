// Shows the API's description with the vendored viewer; nothing is asked of any other host.
const place = document.getElementById("api-docs");
window.SwaggerUIBundle({
  url: place.dataset.document,
  domNode: place,
  deepLinking: true,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
});
