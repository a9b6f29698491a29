//! What callers may send, written into the `OpenAPI` documents as it is read: what is left out may be missing, which is
//! not `null`; free text has a pattern. What a text means, and what depends on a story, no schema can tell.

use std::collections::BTreeMap;

use utoipa::Modify;
use utoipa::openapi::path::{Operation, Parameter};
use utoipa::openapi::schema::{ArrayItems, Object, Schema, SchemaType, Type};
use utoipa::openapi::{OpenApi as Document, PathItem, RefOr, Required};

use crate::pipeline::request::NAME_LENGTH;

/// White space: by itself it is nothing to read.
const BLANK: &str = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";
/// What no text may hold, of the basic plane: controls, those of direction too, private use, noncharacters.
const FORBIDDEN: &str = concat!(
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f",
    r"\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff",
);
/// A language's tag, as it may be typed.
const LANGUAGE: &str = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$";

/// Mends what the types alone can't say.
pub(super) struct Requests;

impl Modify for Requests {
    fn modify(&self, document: &mut Document) {
        for operation in document.paths.paths.values_mut().flat_map(operations) {
            for parameter in operation.parameters.iter_mut().flatten() {
                if let RefOr::T(parameter) = parameter {
                    never_null(parameter);
                }
            }
            missing_but_never_null(operation);
        }
        if let Some(components) = &mut document.components {
            describe_texts(&mut components.schemas);
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete].into_iter().flatten()
}

/// A parameter is there or not.
fn never_null(parameter: &mut Parameter) {
    if let Some(RefOr::T(Schema::Object(object))) = &mut parameter.schema {
        strip_null(object);
    }
}

fn strip_null(object: &mut Object) {
    if let SchemaType::Array(types) = &object.schema_type
        && let [one, Type::Null] | [Type::Null, one] = types.as_slice()
    {
        object.schema_type = SchemaType::Type(one.clone());
    }
}

/// A body that may be missing is no body of `null`.
fn missing_but_never_null(operation: &mut Operation) {
    let Some(RefOr::T(body)) = &mut operation.request_body else { return };
    for content in body.content.values_mut() {
        if let RefOr::T(content) = content
            && let Some(RefOr::T(Schema::OneOf(either))) = &content.schema
            && let Some(shape) = either.items.iter().find(|shape| matches!(shape, RefOr::Ref(_)))
        {
            content.schema = Some(shape.clone());
            body.required = Some(Required::False);
        }
    }
}

/// The texts that a reader types.
fn describe_texts(schemas: &mut BTreeMap<String, RefOr<Schema>>) {
    let readable = format!("^[^{FORBIDDEN}]*[^{FORBIDDEN}{BLANK}][^{FORBIDDEN}]*$");
    let harmless = format!("^[^{FORBIDDEN}]*$");
    let texts: [(&str, &str, &str); 8] = [
        ("StoryWish", "theme", &readable),
        ("StoryWish", "language", LANGUAGE),
        ("Preferences", "language", LANGUAGE),
        ("Register", "display_name", &readable),
        ("ChangeAccount", "display_name", &readable),
        ("Character", "name", &readable),
        ("Character", "kind", &harmless),
        ("Character", "look", &harmless),
    ];
    for (schema, property, pattern) in texts {
        if let Some(RefOr::T(Schema::Object(text))) = property_of(schemas, schema, property) {
            text.pattern = Some(pattern.to_owned());
        }
    }
    if let Some(RefOr::T(Schema::Array(traits))) = property_of(schemas, "Character", "traits")
        && let ArrayItems::RefOrSchema(one) = &mut traits.items
        && let RefOr::T(Schema::Object(text)) = &mut **one
    {
        text.pattern = Some(readable);
        (text.min_length, text.max_length) = (Some(1), Some(NAME_LENGTH));
    }
}

fn property_of<'schemas>(
    schemas: &'schemas mut BTreeMap<String, RefOr<Schema>>,
    schema: &str,
    property: &str,
) -> Option<&'schemas mut RefOr<Schema>> {
    match schemas.get_mut(schema)? {
        RefOr::T(Schema::Object(object)) => object.properties.get_mut(property),
        _ => None,
    }
}
