// SPDX-License-Identifier: Apache-2.0
// The table from MAP operation code to the structures of its argument and result, and from error
// code to that of its parameter. Left out: forwardCheckSS-Indication, which has neither, and the
// operations of the air interface. Called by gsm_map.cpp.
#include "native/decode/gsm_map_call.hpp"
#include "native/decode/gsm_map_errors.hpp"
#include "native/decode/gsm_map_group.hpp"
#include "native/decode/gsm_map_location.hpp"
#include "native/decode/gsm_map_mobility.hpp"
#include "native/decode/gsm_map_services.hpp"
#include "native/decode/gsm_map_sms.hpp"
#include "native/decode/gsm_map_subscriber.hpp"
#include "native/generated/gsm_map.hpp"

namespace sigwarden::map {
namespace {

struct Row {
  OperationId id;
  const OperationShape* shape;
};

constexpr Row kRows[] = {
    {OperationId::gsm_map_updateLocation, &kOfUpdateLocation},
    {OperationId::gsm_map_cancelLocation, &kOfCancelLocation},
    {OperationId::gsm_map_provideRoamingNumber, &kOfProvideRoamingNumber},
    {OperationId::gsm_map_noteSubscriberDataModified, &kOfDataModified},
    {OperationId::gsm_map_resumeCallHandling, &kOfResumeCall},
    {OperationId::gsm_map_insertSubscriberData, &kOfInsertSubscriberData},
    {OperationId::gsm_map_deleteSubscriberData, &kOfDeleteSubscriberData},
    {OperationId::gsm_map_sendParameters, &kOfSendParameters},
    {OperationId::gsm_map_registerSS, &kOfRegisterSs},
    {OperationId::gsm_map_eraseSS, &kOfSsForBs},
    {OperationId::gsm_map_activateSS, &kOfSsForBs},
    {OperationId::gsm_map_deactivateSS, &kOfSsForBs},
    {OperationId::gsm_map_interrogateSS, &kOfInterrogateSs},
    {OperationId::gsm_map_authenticationFailureReport, &kOfAuthenticationFailureReport},
    {OperationId::gsm_map_registerPassword, &kOfRegisterPassword},
    {OperationId::gsm_map_getPassword, &kOfGetPassword},
    {OperationId::gsm_map_processUnstructuredSS_Data, &kOfUssd1},
    {OperationId::gsm_map_releaseResources, &kOfReleaseResources},
    {OperationId::gsm_map_mt_ForwardSM_VGCS, &kOfForwardSmVgcs},
    {OperationId::gsm_map_sendRoutingInfo, &kOfRoutingInfo},
    {OperationId::gsm_map_updateGprsLocation, &kOfUpdateGprsLocation},
    {OperationId::gsm_map_sendRoutingInfoForGprs, &kOfRoutingInfoForGprs},
    {OperationId::gsm_map_failureReport, &kOfFailureReport},
    {OperationId::gsm_map_noteMsPresentForGprs, &kOfPresentForGprs},
    {OperationId::gsm_map_performHandover, &kOfSignal},
    {OperationId::gsm_map_sendEndSignal, &kOfSignal},
    {OperationId::gsm_map_performSubsequentHandover, &kOfSignal},
    {OperationId::gsm_map_provideSIWFSNumber, &kOfSiwfsNumber},
    {OperationId::gsm_map_sIWFSSignallingModify, &kOfSiwfsModify},
    {OperationId::gsm_map_processAccessSignalling, &kOfSignal},
    {OperationId::gsm_map_forwardAccessSignalling, &kOfSignal},
    {OperationId::gsm_map_noteInternalHandover, &kOfSignal},
    {OperationId::gsm_map_cancelVcsgLocation, &kOfCancelVcsg},
    {OperationId::gsm_map_reset, &kOfReset},
    {OperationId::gsm_map_prepareGroupCall, &kOfPrepareGroupCall},
    {OperationId::gsm_map_sendGroupCallEndSignal, &kOfGroupCallEnd},
    {OperationId::gsm_map_processGroupCallSignalling, &kOfProcessGroupCall},
    {OperationId::gsm_map_forwardGroupCallSignalling, &kOfForwardGroupCall},
    {OperationId::gsm_map_checkIMEI, &kOfCheckImei},
    {OperationId::gsm_map_mt_ForwardSM, &kOfMtForwardSm},
    {OperationId::gsm_map_sendRoutingInfoForSM, &kOfRoutingInfoForSm},
    {OperationId::gsm_map_mo_ForwardSM, &kOfForwardSm},
    {OperationId::gsm_map_reportSM_DeliveryStatus, &kOfReportDelivery},
    {OperationId::gsm_map_noteSubscriberPresent, &kOfNoteSubscriberPresent},
    {OperationId::gsm_map_alertServiceCentreWithoutResult, &kOfAlertServiceCentre},
    {OperationId::gsm_map_activateTraceMode, &kOfActivateTrace},
    {OperationId::gsm_map_deactivateTraceMode, &kOfDeactivateTrace},
    {OperationId::gsm_map_traceSubscriberActivity, &kOfTraceActivity},
    {OperationId::gsm_map_updateVcsgLocation, &kOfUpdateVcsg},
    {OperationId::gsm_map_beginSubscriberActivity, &kOfBeginActivity},
    {OperationId::gsm_map_sendIdentification, &kOfSendIdentification},
    {OperationId::gsm_map_sendAuthenticationInfo, &kOfSendAuthenticationInfo},
    {OperationId::gsm_map_restoreData, &kOfRestoreData},
    {OperationId::gsm_map_sendIMSI, &kOfSendImsi},
    {OperationId::gsm_map_processUnstructuredSS_Request, &kOfUssd},
    {OperationId::gsm_map_unstructuredSS_Request, &kOfUssd},
    {OperationId::gsm_map_unstructuredSS_Notify, &kOfUssd},
    {OperationId::gsm_map_anyTimeSubscriptionInterrogation, &kOfSubscriptionInterrogation},
    {OperationId::gsm_map_informServiceCentre, &kOfInformServiceCentre},
    {OperationId::gsm_map_alertServiceCentre, &kOfAlertServiceCentre},
    {OperationId::gsm_map_anyTimeModification, &kOfModification},
    {OperationId::gsm_map_readyForSM, &kOfReadyForSm},
    {OperationId::gsm_map_purgeMS, &kOfPurgeMs},
    {OperationId::gsm_map_prepareHandover, &kOfPrepareHandover},
    {OperationId::gsm_map_prepareSubsequentHandover, &kOfSubsequentHandover},
    {OperationId::gsm_map_provideSubscriberInfo, &kOfProvideSubscriberInfo},
    {OperationId::gsm_map_anyTimeInterrogation, &kOfAnyTimeInterrogation},
    {OperationId::gsm_map_ss_InvocationNotification, &kOfSsInvocation},
    {OperationId::gsm_map_setReportingState, &kOfSetReportingState},
    {OperationId::gsm_map_statusReport, &kOfStatusReport},
    {OperationId::gsm_map_remoteUserFree, &kOfRemoteUserFree},
    {OperationId::gsm_map_registerCC_Entry, &kOfRegisterCc},
    {OperationId::gsm_map_eraseCC_Entry, &kOfEraseCc},
    {OperationId::gsm_map_provideSubscriberLocation, &kOfProvideLocation},
    {OperationId::gsm_map_sendGroupCallInfo, &kOfGroupCallInfo},
    {OperationId::gsm_map_sendRoutingInfoForLCS, &kOfRoutingInfoForLcs},
    {OperationId::gsm_map_subscriberLocationReport, &kOfLocationReport},
    {OperationId::gsm_map_ist_Alert, &kOfIstAlert},
    {OperationId::gsm_map_ist_Command, &kOfIstCommand},
    {OperationId::gsm_map_noteMM_Event, &kOfMobilityEvent},
};

constexpr uint32_t kCodes = 128;

constexpr std::array<const OperationShape*, kCodes> kShapes = [] {
  std::array<const OperationShape*, kCodes> shapes{};
  for (const Row& row : kRows)
    shapes[static_cast<uint32_t>(row.id)] = row.shape;
  return shapes;
}();

/// Errors of TS 29.002 §17.6.6; those that are not named in error_shape_of hold an extension only.
bool is_error(int64_t code) {
  return code > 0 && code <= gsm_map::error::ussd_Busy;
}

} // namespace

const OperationShape* shape_of(uint32_t code) {
  return code < kCodes ? kShapes[code] : nullptr;
}

const Structure* error_shape_of(int64_t code) {
  namespace error = gsm_map::error;
  switch (code) {
  case error::unknownSubscriber: return &kUnknownSubscriber;
  case error::secureTransportError: return nullptr; // a payload that may be anything
  case error::absentSubscriberSM: return &kAbsentSubscriberSm;
  case error::roamingNotAllowed: return &kRoamingNotAllowed;
  case error::callBarred: return &kCallBarred;
  case error::cug_Reject: return &kCugReject;
  case error::ss_ErrorStatus: return &kSsErrorStatus;
  case error::ss_Incompatibility: return &kSsIncompatibility;
  case error::facilityNotSupported: return &kFacilityNotSupported;
  case error::absentSubscriber: return &kAbsentSubscriber;
  case error::subscriberBusyForMT_SMS: return &kBusyForMtSms;
  case error::sm_DeliveryFailure: return &kDeliveryFailure;
  case error::systemFailure: return &kSystemFailure;
  case error::unexpectedDataValue: return &kUnexpectedData;
  case error::pw_RegistrationFailure: return &kPasswordFailure;
  case error::busySubscriber: return &kBusySubscriber;
  case error::unauthorizedLCSClient: return &kUnauthorizedClient;
  case error::positionMethodFailure: return &kPositionFailure;
  default: return is_error(code) ? &kEmptyResult : nullptr;
  }
}

} // namespace sigwarden::map
