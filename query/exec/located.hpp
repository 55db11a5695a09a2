#pragma once

#include <utility>

#include "entente/error.hpp"

namespace entente::query {

/// `result` as it is, but an error without a position gets `span`: what a clause finds wrong with a
/// value is shown under the expression that gave the value. T is Status or Result<…>.
template <class T>
T located(T result, Span span) {
  if (!result && !result.error().span.valid()) result.error().span = span;
  return result;
}

}  // namespace entente::query
